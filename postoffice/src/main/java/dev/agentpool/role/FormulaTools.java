package dev.agentpool.role;

import dev.agentpool.formula.Formula;
import dev.agentpool.formula.FormulaChoices;
import dev.agentpool.formula.FormulaStep;
import dev.agentpool.formula.UnreadableFormula;
import dev.agentpool.mail.Mail;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.PrettyJson;
import dev.agentpool.paper.SafeName;
import dev.agentpool.post.Taken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tools that turn formulas into work. */
final class FormulaTools {
  private final Formulas formulas;

  FormulaTools(Formulas formulas) {
    this.formulas = formulas;
  }

  List<RoleTool> all() {
    return List.of(
        RoleTool.acts("instantiate_formula", "Make tasks of a formula, all at once.")
            .needs("formula", "its name")
            .needs("prefix", "with which the tasks' ids begin")
            .may("overrides", "a JSON object: other words for steps, by their ids")
            .may("experts", "a JSON object: who does a step of role experts; several with commas")
            .does(this::instantiate),
        RoleTool.looks("list_formulas", "All formulas of the pool.").does(this::list));
  }

  private String instantiate(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String name = given.text("formula");
    String prefix = given.text("prefix");
    if (!SafeName.isSafe(name)) {
      throw new ToolFailure(
          "invalid formula name " + GoText.quoted(name) + ": must be a simple filename");
    }
    List<Mail> mails = mails(call, name, prefix, given.text("overrides"), given.text("experts"));
    List<Taken> taken =
        formulas.start(call.pool(), name, prefix, mails, call.name(), call.sender());
    if (taken.size() == 1 && taken.getFirst() instanceof Taken.Proposed proposed) {
      return "formula " + GoText.quoted(name) + " proposed: it " + proposed.told();
    }
    return "formula "
        + GoText.quoted(name)
        + " instantiated: "
        + mails.size()
        + " tasks created ["
        + String.join(", ", mails.stream().map(mail -> mail.id().value()).toList())
        + "]";
  }

  private List<Mail> mails(
      RoleCall call, String name, String prefix, String overrides, String experts)
      throws ToolFailure {
    if (!SafeName.isSafe(prefix)) {
      throw new ToolFailure(
          "invalid prefix " + GoText.quoted(prefix) + ": must be a simple filename-safe string");
    }
    Formula formula;
    try {
      formula = formulas.load(call.pool(), name);
    } catch (UnreadableFormula e) {
      throw new ToolFailure("loading formula: " + e.problem());
    }
    try {
      return formulas.mails(formula, prefix, FormulaChoices.parse(overrides, experts));
    } catch (UnreadableFormula e) {
      throw new ToolFailure(e.problem());
    }
  }

  private String list(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    try {
      List<Map<String, Object>> rows =
          formulas.list(call.pool()).formulas().stream().map(FormulaTools::row).toList();
      return rows.isEmpty() ? "no formulas yet" : PrettyJson.of(rows);
    } catch (IOException e) {
      throw new ToolFailure("listing formulas: " + e.getMessage());
    }
  }

  private static Map<String, Object> row(Formula formula) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", formula.name());
    row.put("description", formula.description());
    row.put("steps", formula.steps().stream().map(FormulaStep::id).toList());
    return row;
  }
}
