package dev.agentpool.role;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.persona.Persona;
import dev.agentpool.pool.PoolId;
import dev.agentpool.post.Curator;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostBoard;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.PostWatch;
import dev.agentpool.post.Queue;
import dev.agentpool.post.Rosters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that can be asked of expert pools; what the faces hold beside the engine.
 *
 * @param word a person's, on what experts know
 * @param curator looks after what they know when a person wants it
 * @param server answers messages of MCP for their roles
 * @param persona who does the tasks of mails
 * @param known what experts know
 */
public record Experts(
    PostOffice office,
    PostBoard board,
    Contracts contracts,
    Formulas formulas,
    PersonsWord word,
    Curator curator,
    RoleServer server,
    Persona persona,
    KnownByHeart known,
    Function<PoolId, Optional<PoolConfig>> pools,
    Ledger ledger) {

  /**
   * @param ledger the whole one
   * @param launcher the program {@code agent-pool}
   * @param pools a pool that is open or can be opened
   */
  public static Experts of(
      Ledger ledger,
      Queue queue,
      Home home,
      Path launcher,
      KnownByHeart known,
      Function<PoolId, Optional<PoolConfig>> pools) {
    Handwritings handwritings = new Handwritings(ledger);
    PostOffice office =
        new PostOffice(ledger, queue, new Rosters(home), home, launcher, handwritings::of);
    PostBoard board = new PostBoard(ledger, office);
    Contracts contracts = new Contracts(ledger, office);
    Formulas formulas = new Formulas(ledger, office);
    PersonsWord word = new PersonsWord(ledger);
    RoleServer server =
        new RoleServer(
            List.of(
                new MailTools(office, ledger).all(),
                new ConciergeTools(office, board, queue, ledger).all(),
                new ContractTools(contracts, office, ledger).all(),
                new FormulaTools(formulas).all(),
                new StateTools(ledger).all(),
                new WordTools(word).all()));
    return new Experts(
        office,
        board,
        contracts,
        formulas,
        word,
        new Curator(ledger, office, handwritings::of),
        server,
        new ExpertPersona(ledger, office, known, server, pools),
        known,
        pools,
        ledger);
  }

  /** From now on what follows from the journal is done. */
  public PostWatch watch(JournalFeed feed) {
    return new PostWatch(
            ledger, office, contracts, pools, this::ended, new Handwritings(ledger)::of)
        .start(feed);
  }

  private void ended(PoolConfig pool, Mailed done) {
    office
        .rosters()
        .of(pool)
        .flatMap(roster -> roster.find(done.mail().to()))
        .ifPresent(expert -> known.ended(expert, done, done.task().state()));
  }
}
