package dev.agentpool.post;

/**
 * Who brought a mail, as far as it is known.
 *
 * @param verified whether it is certain that the mail is from who it says
 * @param hops how many sessions, each asked by the one before, led to it; 0 for a person's
 */
public record Sender(boolean verified, int hops) {
  /** A person over the daemon's socket, or agentpool itself. */
  public static final Sender PERSON = new Sender(true, 0);

  /** A file that somebody dropped: what it says of its sender nobody knows. */
  public static final Sender FILE = new Sender(false, 0);

  /** An expert, out of its own session. */
  public static Sender expert(Mailed doing) {
    return new Sender(true, doing.hops() + 1);
  }
}
