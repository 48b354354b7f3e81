package dev.agentpool.process;

import java.util.Objects;

/** How a child ended. */
public sealed interface Exit {

  /** It returned this code. */
  record Code(int code) implements Exit {}

  /**
   * A signal ended it. The code is kept by a shell, which writes 128 + signal: a child that returns
   * such a number by itself (143 after a SIGTERM it handled) reads the same.
   */
  record Signal(int signal) implements Exit {}

  /** It is gone and left no code. */
  record Unknown(String why) implements Exit {
    public Unknown {
      Objects.requireNonNull(why, "why is null");
    }
  }
}
