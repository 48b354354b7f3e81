package dev.agentpool.plan;

import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads steps in every spelling there is: the library's JSON (spec slot-pool 8.1), the chain step
 * of the MCP tools (9.1: type, value) and {@code {name, prompt}} (9.2), mixed as one likes. A bare
 * text is a prompt. Anything unknown is a complaint that names the step.
 */
public final class StepReader {
  private static final int MAX_STEPS = 500;
  private static final int MAX_NAME = 200;

  /** The keys of a step itself; every setting may stand beside them. */
  private static final List<String> OWN =
      List.of(
          "name",
          "action",
          "type",
          "value",
          "prompt",
          "skill",
          "arguments",
          "config",
          "failure_policy",
          "retries",
          "recovery_prompt",
          "on_failure",
          "output_vars",
          "when");

  private static final List<String> GRAPH = List.of("after", "for_each", "as");

  private final boolean graph;
  private final List<String> known = new ArrayList<>(OWN);

  private StepReader(boolean graph) {
    this.graph = graph;
    if (graph) {
      known.addAll(GRAPH);
    }
    SettingKeys.all().forEach(key -> known.add(key.name()));
  }

  /** The steps of a chain: at least one, with names that differ. Throws {@link InvalidPlan}. */
  public static List<Step> chain(List<?> steps) {
    return new StepReader(false).readAll("the chain", steps);
  }

  /**
   * The same from a text: a list of steps, or an object with nothing but {@code steps} (TOML has no
   * other way).
   */
  public static List<Step> chain(String text, WorkflowFormat format) {
    Object plain = PlainText.read(text, format);
    if (plain instanceof List<?> steps) {
      return chain(steps);
    }
    Fields fields = new Fields("the chain", plain);
    fields.allowOnly(List.of("steps"));
    return chain(fields.list("steps"));
  }

  /** The steps of a workflow: these may also say after and for_each. */
  static List<Step> workflow(List<?> steps) {
    return new StepReader(true).readAll("the workflow", steps);
  }

  private List<Step> readAll(String owner, List<?> plain) {
    if (plain.isEmpty()) {
      throw new InvalidPlan(owner + " has no steps; give at least one, as {name, prompt}");
    }
    if (plain.size() > MAX_STEPS) {
      throw new InvalidPlan(
          owner + " has " + plain.size() + " steps; " + MAX_STEPS + " is the most");
    }
    List<Step> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < plain.size(); i++) {
      Step step = read(i, plain.get(i));
      if (!names.add(step.name())) {
        throw new InvalidPlan(
            "step "
                + (i + 1)
                + ": the name '"
                + step.name()
                + "' is taken by a step before; give each step its own");
      }
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  private Step read(int index, @Nullable Object plain) {
    String number = "step " + (index + 1);
    if (plain instanceof String prompt) {
      return read(index, Map.of("prompt", prompt));
    }
    String name = name(new Fields(number, plain), index);
    Fields fields = new Fields(number + " ('" + name + "')", plain);
    checkKeys(fields);
    return new Step(
        name,
        action(fields),
        settings(fields),
        FailureReader.read(fields),
        outputVars(fields),
        after(fields),
        condition(fields),
        ForEachReader.read(fields));
  }

  private void checkKeys(Fields fields) {
    for (String key : GRAPH) {
      if (!graph && fields.has(key)) {
        throw fields.problem(
            "'" + key + "' is for the steps of a workflow; in a chain each step follows the last");
      }
    }
    fields.allowOnly(known);
  }

  private static String name(Fields fields, int index) {
    String name = fields.text("name");
    if (name == null) {
      return "step-" + (index + 1);
    }
    name = name.strip();
    if (name.isEmpty()) {
      throw fields.problem("the name is empty; give one, or leave 'name' out");
    }
    if (name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ' || c == '{' || c == '}')) {
      throw fields.problem(
          "the name "
              + Fields.shown(name)
              + " must be one line of at most "
              + MAX_NAME
              + " characters without braces");
    }
    return name;
  }

  private static Action action(Fields step) {
    if (!step.has("action")) {
      return new ActionReader(step).read();
    }
    for (String key : List.of("type", "value", "prompt", "skill", "arguments")) {
      if (step.has(key)) {
        throw step.problem("has both 'action' and '" + key + "'; put it into the action");
      }
    }
    Fields action = step.inner("action");
    action.allowOnly(List.of("type", "prompt", "skill", "value", "arguments"));
    return new ActionReader(action).read();
  }

  /** The settings under config, and over them those that stand in the step itself. */
  private static Settings settings(Fields fields) {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (fields.has("config")) {
      Fields config = fields.inner("config");
      config.keys().forEach(key -> settings.put(key, config.require(key)));
    }
    for (SettingKey<?> key : SettingKeys.all()) {
      if (fields.has(key.name())) {
        settings.put(key.name(), fields.require(key.name()));
      }
    }
    try {
      return Settings.askedWithinPool(settings);
    } catch (InvalidSetting invalid) {
      throw fields.problem(String.valueOf(invalid.getMessage()));
    }
  }

  private static Map<String, String> outputVars(Fields fields) {
    Map<String, String> paths = fields.textTable("output_vars");
    for (String variable : paths.keySet()) {
      if (variable.isBlank() || variable.chars().anyMatch(c -> c < ' ' || ".{}".indexOf(c) >= 0)) {
        throw fields.problem(
            "output_vars: the name '" + variable + "' must be one line without dots and braces");
      }
    }
    return paths;
  }

  private static @Nullable Condition condition(Fields fields) {
    String when = fields.text("when");
    if (when == null || when.isBlank()) {
      return null;
    }
    try {
      return Condition.of(when);
    } catch (InvalidPlan invalid) {
      throw fields.problem("'when': " + invalid.getMessage());
    }
  }

  private static After after(Fields fields) {
    return fields.has("after") ? new After.Steps(fields.texts("after")) : new After.Previous();
  }
}
