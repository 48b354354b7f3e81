package dev.agentpool.session;

/**
 * Whether a CLI is logged in, as far as one can see without asking its vendor and without reading a
 * secret.
 *
 * @param seen what says so, for people: the name of a variable or a file, never what is in it
 */
public record LogIn(State state, String seen) {
  /** Whether it is. */
  public enum State {
    LOGGED_IN,
    LOGGED_OUT,
    UNKNOWN
  }

  /** Nothing says so. */
  public static final LogIn UNKNOWN = new LogIn(State.UNKNOWN, "");
}
