package dev.agentpool.formula;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import dev.agentpool.paper.TomlFields;
import dev.agentpool.paper.TomlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads formulas from their folder. */
public final class FormulaFile {
  static final String ENDING = ".toml";

  private FormulaFile() {}

  /** The formula of a name, {@code formulas/NAME.toml}. */
  public static Formula load(Path folder, String name) throws UnreadableFormula {
    if (!SafeName.isSafe(name)) {
      throw new UnreadableFormula(
          "invalid formula name " + GoText.quoted(name) + ": must be a simple filename");
    }
    return read(folder.resolve(name + ENDING));
  }

  public static Formula read(Path file) throws UnreadableFormula {
    try {
      TomlText text = TomlText.read(file);
      TomlFields root = text.root().knowing(List.of("description", "steps"));
      String description = root.text("description");
      List<FormulaStep> steps = root.tables("steps").stream().map(FormulaFile::step).toList();
      text.throwErrors();
      Optional<String> broken = FormulaRules.broken(steps);
      if (broken.isPresent()) {
        throw new UnreadableFormula("validating formula " + file + ": " + broken.get());
      }
      String called = file.getFileName().toString();
      String name =
          called.endsWith(ENDING) ? called.substring(0, called.length() - ENDING.length()) : called;
      return new Formula(name, description, steps, text.warnings());
    } catch (TomlText.Unusable e) {
      throw new UnreadableFormula(
          (e.isUnread() ? "reading" : "parsing") + " formula " + file + ": " + e.getMessage());
    }
  }

  private static FormulaStep step(TomlFields table) {
    table.knowing(List.of("id", "role", "title", "description", "depends_on"));
    return new FormulaStep(
        table.text("id"),
        table.text("role"),
        table.text("title"),
        table.text("description"),
        table.texts("depends_on"));
  }
}
