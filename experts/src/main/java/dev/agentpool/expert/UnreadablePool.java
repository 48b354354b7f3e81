package dev.agentpool.expert;

import dev.agentpool.paper.FileProblem;
import java.util.List;

/** A {@code pool.toml} that cannot be used; the message begins as the old program's did. */
public final class UnreadablePool extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<FileProblem> problems;

  UnreadablePool(String doing, List<FileProblem> problems) {
    super(doing + ": " + String.join("; ", problems.stream().map(FileProblem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<FileProblem> problems() {
    return problems;
  }
}
