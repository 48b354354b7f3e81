package dev.agentpool.node.conversation;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The conversations that the tasks of a pool share, as notes in the ledger: so they outlive their
 * processes and the daemon. Of a plan that is over nothing is kept for long, and of the others the
 * {@value #MOST} that were used last. Thread-safe.
 */
public final class Conversations {
  static final int MOST = 2_000;
  private static final Duration TRIED_AGAIN = Duration.ofDays(7);
  private static final Space<Conversation> SPACE =
      new Space<>(
          "conversations",
          Codec.of(Conversation::text, Conversation::read),
          new NoteBound(20_000, 20_000_000, MOST));
  private final Ledger ledger;
  private final PoolId pool;
  private final Notes<Conversation> notes;
  private final Hands hands = new Hands();

  public Conversations(Ledger ledger, PoolId pool) {
    this.ledger = ledger;
    this.pool = pool;
    this.notes = SPACE.in(ledger);
  }

  public Optional<Noted<Conversation>> find(ConversationKey key) {
    return notes.find(pool, key.text());
  }

  /** All that there are, by their keys. */
  public Map<String, Conversation> all() {
    return notes.list(pool).stream().collect(Collectors.toMap(Noted::key, Noted::value));
  }

  /**
   * Keeps how it stands now.
   *
   * @param before what was kept when whoever keeps it looked last; empty for nothing
   * @return what is kept now; empty when somebody else has changed or removed it meanwhile, whose
   *     word stands
   */
  public Optional<Noted<Conversation>> keep(
      ConversationKey key, Optional<Noted<Conversation>> before, Conversation now) {
    Reply<Noted<Conversation>> reply =
        before.isPresent() ? notes.replace(pool, before.get(), now) : add(key, now);
    return switch (reply) {
      case Reply.Done<Noted<Conversation>>(Noted<Conversation> kept) -> Optional.of(kept);
      case Reply.Refused<Noted<Conversation>>(Refusal refusal) -> {
        if (refusal.code() != Refusal.Code.NOTE_CHANGED) {
          reply.orThrow();
        }
        yield Optional.empty();
      }
    };
  }

  private Reply<Noted<Conversation>> add(ConversationKey key, Conversation now) {
    makeRoom();
    return notes.add(pool, key.text(), now);
  }

  private void makeRoom() {
    List<Noted<Conversation>> all = notes.list(pool);
    all.stream().filter(this::isOfPlanThatIsOver).forEach(it -> notes.remove(pool, it.key()));
    if (all.size() >= MOST) {
      notes.list(pool).stream()
          .sorted(Comparator.comparing((Noted<Conversation> it) -> it.value().at()).reversed())
          .skip(MOST - 1)
          .forEach(it -> notes.remove(pool, it.key()));
    }
  }

  /** A step of one that failed may be tried again for a while. */
  private boolean isOfPlanThatIsOver(Noted<Conversation> kept) {
    Optional<PlanId> plan = ConversationKey.planOf(kept.key());
    if (plan.isEmpty()) {
      return false;
    }
    TaskState state = ledger.task(plan.get().parent()).map(TaskRecord::state).orElse(null);
    return state == null
        || state == TaskState.COMPLETED
        || state == TaskState.CANCELLED
        || (state == TaskState.FAILED
            && kept.value().at().isBefore(ledger.now().minus(TRIED_AGAIN)));
  }

  /** The next task begins a conversation of its own; returns whether there was one. */
  public boolean forget(ConversationKey key) {
    return notes.remove(pool, key.text());
  }

  /**
   * Waits until nobody on this machine drives the conversation, and drives it then.
   *
   * @param givesUp whether it is not wanted any more
   * @return whether it was taken
   */
  public boolean take(ConversationKey key, BooleanSupplier givesUp) throws InterruptedException {
    return hands.take(key, givesUp);
  }

  /** The same if nobody drives it now. */
  public boolean tryTake(ConversationKey key) {
    return hands.tryTake(key);
  }

  /**
   * It rests in the process of a slot.
   *
   * @param end ends that process, if it still does
   */
  public void restsIn(ConversationKey key, String slot, Runnable end) {
    hands.restsIn(key, slot, end);
  }

  /** A slot is about to go on with it: the process of another one, in which it rests, is ended. */
  public void goesOnIn(ConversationKey key, String slot) {
    hands.goesOnIn(key, slot);
  }

  public void letGo(ConversationKey key) {
    hands.letGo(key);
  }
}
