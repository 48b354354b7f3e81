package dev.agentpool.inside;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskRecord;
import org.jspecify.annotations.Nullable;

/** Who asks the daemon for something. */
public sealed interface Caller {
  Caller PERSON = new Person();

  /** The daemon's user, or a program that acts for them outside of every session. */
  record Person() implements Caller {}

  /**
   * What runs inside a session: the agent, its tools, and all that these start.
   *
   * @param pool the session's pool; there is no other for it
   * @param task the one that runs in the session; null while none does
   * @param settings of that task, all layers laid over each other
   * @param coordinator whether the task drives the pool, and its tasks are the pool's
   */
  record Insider(
      PoolConfig pool,
      String slot,
      @Nullable TaskRecord task,
      Settings settings,
      boolean coordinator)
      implements Caller {

    /** The task that runs in its session. Throws {@link Refused} when none does. */
    public TaskRecord running() {
      if (task == null) {
        throw new Refused(
            "this runs inside a session of "
                + slot
                + " that has no task now: nothing is done for it until its next task");
      }
      return task;
    }
  }

  /**
   * Inside of something, but nobody can say of what; or with a token that is worth nothing.
   *
   * @param why for people, a clause
   */
  record Stranger(String why) implements Caller {}

  /** Something was asked from inside a session that only a person may ask; the message says why. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Stable over versions and the same on every face. */
    public static final String CODE = "inside_a_task";

    public Refused(String message) {
      super(message);
    }

    /** Never null: every one of these has a message. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
