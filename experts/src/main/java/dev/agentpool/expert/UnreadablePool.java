package dev.agentpool.expert;

import java.util.List;

/** A {@code pool.toml} that cannot be used; the message begins as the old program's did. */
public final class UnreadablePool extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<DialectProblem> problems;

  UnreadablePool(String doing, List<DialectProblem> problems) {
    super(
        doing + ": " + String.join("; ", problems.stream().map(DialectProblem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<DialectProblem> problems() {
    return problems;
  }
}
