package dev.agentpool.inside.right;

/**
 * Who may do an operation, and of which tasks it may speak when it is done from inside a session.
 *
 * @param who the widest circle that may
 * @param about the tasks that an insider may name
 */
public record Right(Who who, About about) {
  /** Each may all that the ones after it may. */
  public enum Who {
    /** A person only; what is not in the table is so. */
    PERSON,
    /** And an agent that drives the pool. */
    COORDINATOR,
    /** And what runs inside a task. */
    TASK,
    /** And who cannot be placed: it tells nothing that is anybody's. */
    ANYONE
  }

  /** Which tasks an insider may name; a coordinator's are all of its pool where it only reads. */
  public enum About {
    /** Any of its pool: what it is shown of others is no prompt and no result. */
    POOL,
    /** The task itself, its children, and theirs. */
    FAMILY,
    /** Its children and theirs, not the task itself; what waits for that waits for ever. */
    AWAITED,
    /** The same, and of a coordinator too no other tasks. */
    CHILDREN
  }

  /** Of an operation that has no row. */
  public static final Right DEFAULT = new Right(Who.PERSON, About.POOL);
}
