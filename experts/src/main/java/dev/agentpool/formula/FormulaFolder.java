package dev.agentpool.formula;

import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All formulas of a pool. */
public record FormulaFolder(Path folder) {
  private static final String HEAD =
      """
      # Formula Index

      | Formula | Description | Steps |
      |---------|-------------|-------|
      """;

  /**
   * All there are; a bad one spoils no other.
   *
   * @param formulas by name
   * @param problems of each file that is no formula: why
   */
  public record Listing(List<Formula> formulas, List<String> problems) {
    public Listing {
      formulas = List.copyOf(formulas);
      problems = List.copyOf(problems);
    }
  }

  public Listing list() throws IOException {
    List<Formula> formulas = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files()) {
      try {
        formulas.add(FormulaFile.read(file));
      } catch (UnreadableFormula e) {
        problems.add(e.problem());
      }
    }
    return new Listing(formulas, problems);
  }

  /** Writes {@code formulas/index.md}, the table of all, for people and agents to read. */
  public void rewriteIndex() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (Formula one : list().formulas()) {
      List<String> steps = one.steps().stream().map(FormulaStep::id).toList();
      text.append(TableRow.of(one.name(), one.description(), String.join(", ", steps)));
    }
    Files.createDirectories(folder);
    DurableFile.write(folder.resolve("index.md"), text.toString());
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(FormulaFile.ENDING))
          .sorted()
          .toList();
    }
  }
}
