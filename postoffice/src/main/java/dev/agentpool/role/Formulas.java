package dev.agentpool.role;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.formula.Formula;
import dev.agentpool.formula.FormulaChoices;
import dev.agentpool.formula.FormulaFile;
import dev.agentpool.formula.FormulaFolder;
import dev.agentpool.formula.FormulaMails;
import dev.agentpool.formula.UnreadableFormula;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.paper.SafeName;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.ProposalTexts;
import dev.agentpool.post.Sender;
import dev.agentpool.post.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The formulas of pools: which there are, and how one becomes work. */
public final class Formulas {
  private final Ledger ledger;
  private final PostOffice office;

  Formulas(Ledger ledger, PostOffice office) {
    this.ledger = ledger;
    this.office = office;
  }

  private Path folder(PoolConfig pool) {
    return office.roster(pool).layout().formulas();
  }

  public FormulaFolder.Listing list(PoolConfig pool) throws IOException {
    return new FormulaFolder(folder(pool)).list();
  }

  /** Whether there is a file of that name, whatever is in it. */
  public boolean has(PoolConfig pool, String name) {
    return SafeName.isSafe(name) && Files.isRegularFile(folder(pool).resolve(name + ".toml"));
  }

  /** Throws for a name that none has, and for a file that is no formula. */
  public Formula load(PoolConfig pool, String name) throws UnreadableFormula {
    return FormulaFile.load(folder(pool), name);
  }

  /** The mails that it becomes; none is sent yet. */
  public List<Mail> mails(Formula formula, String prefix, FormulaChoices choices)
      throws UnreadableFormula {
    return new FormulaMails(formula, prefix, choices).at(ledger.now());
  }

  /**
   * Sends all its mails, or proposes them as one where the pool wants a person's word: then what
   * became of them is one thing, a {@link Taken.Proposed}.
   *
   * @param by who starts it
   */
  public List<Taken> start(
      PoolConfig pool, String name, String prefix, List<Mail> mails, String by, Sender sender) {
    return office.acceptAll(
        pool, prefix, by, ProposalTexts.ofFormula(name, prefix, mails), mails, sender);
  }
}
