package dev.agentpool.plan;

import java.util.List;

/** Which steps a step waits for. */
public sealed interface After {
  /** The step written before it, as in a chain; the first one waits for nothing. */
  record Previous() implements After {}

  /** The steps with these names; none of them means that it starts at once. */
  record Steps(List<String> names) implements After {
    public Steps {
      names = List.copyOf(names);
    }
  }
}
