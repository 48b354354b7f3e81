package dev.agentpool.inside.right;

import dev.agentpool.inside.Caller;
import dev.agentpool.inside.Callers;
import dev.agentpool.inside.child.Family;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.task.TaskId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets a caller do an operation, or says why not. Both faces ask here. Thread-safe. */
public final class Gate {
  private static final Pattern TASK = Pattern.compile("(task|chain)-[0-9a-f]{1,40}");
  private final Callers callers;
  private final Ledger whole;
  private final Family family;

  public Gate(Callers callers, Ledger whole) {
    this.callers = callers;
    this.whole = whole;
    this.family = new Family(whole);
  }

  public Callers callers() {
    return callers;
  }

  /**
   * Throws {@link Caller.Refused} when it may not.
   *
   * @param what the operation, for people
   * @param named what the request holds: texts, lists and tables of them
   */
  public void pass(Caller caller, Optional<Right> row, String what, @Nullable Object named) {
    Right right = row.orElse(Right.DEFAULT);
    if (!Rights.allows(right, caller)) {
      throw new Caller.Refused(refusal(caller, what));
    }
    if (caller instanceof Caller.Insider insider && right.who() != Right.Who.ANYONE) {
      insider.running();
      about(insider, right.about(), what, named);
    }
  }

  private static String refusal(Caller caller, String what) {
    return switch (caller) {
      case Caller.Insider insider ->
          what
              + " is for a person, and this runs inside "
              + (insider.task() == null ? "a session" : insider.task().id())
              + " in "
              + insider.slot()
              + ": nothing was done. Say in your answer what you would have done, or tell the"
              + " person: agentpool message send user \"…\"";
      case Caller.Stranger(String why) ->
          what
              + " is refused: agentpool cannot tell whose process this is ("
              + why
              + "), so it is not taken for a person's. Ask from outside of agents, sandboxes and"
              + " containers";
      case Caller.Person _ -> throw new IllegalStateException("a person may do " + what);
    };
  }

  private void about(
      Caller.Insider insider, Right.About about, String what, @Nullable Object named) {
    switch (named) {
      case String text -> {
        if (TASK.matcher(text).matches()) {
          about(insider, about, what, new TaskId(text));
        }
      }
      case Collection<?> all -> all.forEach(one -> about(insider, about, what, one));
      case Map<?, ?> table -> about(insider, about, what, table.values());
      case null, default -> {}
    }
  }

  /** What is in no pool, or in another one, is as unknown to it as to the features. */
  private void about(Caller.Insider insider, Right.About about, String what, TaskId id) {
    boolean exists =
        whole.task(id).filter(task -> task.pool().equals(insider.pool().id())).isPresent();
    TaskId own = insider.running().id();
    boolean may =
        switch (about) {
          case POOL -> true;
          case FAMILY -> insider.coordinator() || family.holds(own, id);
          case AWAITED -> !own.equals(id) && (insider.coordinator() || family.holds(own, id));
          case CHILDREN -> !own.equals(id) && family.holds(own, id);
        };
    if (exists && !may) {
      throw new Caller.Refused(
          what
              + " is refused: this runs inside "
              + own
              + ", and "
              + id
              + (own.equals(id) ? " is that task itself" : " was not started by it"));
    }
  }
}
