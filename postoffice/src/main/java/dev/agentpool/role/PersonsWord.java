package dev.agentpool.role;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.account.ExpertAccount;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.post.Expert;

/**
 * A person's word on what experts know, and the account on which it is given. Whoever calls this
 * has made sure that it is a person who says so.
 */
public final class PersonsWord {
  private final Ledger ledger;
  private final Handwritings handwritings;

  PersonsWord(Ledger ledger) {
    this.ledger = ledger;
    this.handwritings = new Handwritings(ledger);
  }

  /** What is said. */
  public enum Decision {
    /** What waits counts. */
    CONFIRM,
    /** What waits is dropped. */
    REJECT,
    /** What a change did is taken back. */
    UNDO
  }

  private ExpertStores stores(PoolConfig pool, Expert expert) {
    return ExpertStores.of(expert.place(), handwritings.of(pool.id()));
  }

  /**
   * All that is to be told of what an expert knows.
   *
   * @param most tasks and changes
   */
  public ExpertAccount account(PoolConfig pool, Expert expert, int most) {
    return ExpertAccount.of(stores(pool, expert), most, ledger.now());
  }

  /**
   * Carries the word out.
   *
   * @param ofProject of a shared expert: what it knows of this pool's project alone
   * @param number of what waits, or of the change
   */
  public Changed decide(
      PoolConfig pool, Expert expert, boolean ofProject, Decision decision, long number) {
    ExpertStores stores = stores(pool, expert);
    KnowledgeStore store = ofProject ? stores.project().orElse(stores.own()) : stores.own();
    Origin person = Origin.of("a person", null, ledger.now(), Source.PERSON);
    return switch (decision) {
      case CONFIRM -> store.confirm(number, person);
      case REJECT -> store.reject(number, person);
      case UNDO -> store.undo(number, person);
    };
  }
}
