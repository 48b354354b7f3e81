package dev.agentpool.role;

import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.choice.Bound;
import dev.agentpool.knowledge.choice.PromptKnowledge;
import dev.agentpool.knowledge.choice.TaskUse;
import dev.agentpool.knowledge.choice.Uses;
import dev.agentpool.knowledge.persona.ShippedWords;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import dev.agentpool.task.TaskState;

/**
 * What an expert knows, chosen under a bound, with the record of what was chosen for which task.
 */
public final class ChosenKnowledge implements KnownByHeart {
  private final Ledger ledger;
  private final Handwritings handwritings;

  public ChosenKnowledge(Ledger ledger) {
    this.ledger = ledger;
    this.handwritings = new Handwritings(ledger);
  }

  @Override
  public String of(Expert expert, Mailed doing) {
    ExpertStores stores = ExpertStores.of(expert.place(), handwritings.of(doing.task().pool()));
    return PromptKnowledge.of(
            stores,
            ShippedWords.identity(expert.name()),
            doing.mail().id().value(),
            ledger.now(),
            Bound.USUAL)
        .text();
  }

  @Override
  public void ended(Expert expert, Mailed done, TaskState state) {
    String how =
        switch (state) {
          case COMPLETED -> TaskUse.COMPLETED;
          case CANCELLED -> TaskUse.CANCELLED;
          default -> TaskUse.FAILED;
        };
    new Uses(expert.place().knowledge()).ended(done.mail().id().value(), how);
  }
}
