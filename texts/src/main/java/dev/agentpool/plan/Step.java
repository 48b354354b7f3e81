package dev.agentpool.plan;

import dev.agentpool.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a chain or workflow, as it was written: its templates are not yet rendered.
 *
 * @param config settings of the task, among them {@code max_budget_usd}
 * @param outputVars the path of each variable in the output of the step, see {@link OutputPath}
 * @param when the step is skipped unless this holds
 */
public record Step(
    String name,
    Action action,
    Settings config,
    Failure failure,
    Map<String, String> outputVars,
    After after,
    @Nullable Condition when,
    @Nullable ForEach forEach) {

  public Step {
    outputVars = Collections.unmodifiableMap(new LinkedHashMap<>(outputVars));
  }

  /** A step of a chain with nothing special about it. */
  public static Step prompt(String name, String prompt) {
    return new Step(
        name,
        new Action.Prompt(prompt),
        Settings.EMPTY,
        Failure.STOP,
        Map.of(),
        new After.Previous(),
        null,
        null);
  }

  /** Every reference in its prompt or arguments, its recovery prompt and its condition. */
  public Set<Reference> references() {
    Set<Reference> references = new LinkedHashSet<>();
    switch (action) {
      case Action.Prompt(String prompt) -> references.addAll(Template.of(prompt).references());
      case Action.SkillAction(String _, Map<String, String> arguments) ->
          arguments.values().forEach(text -> references.addAll(Template.of(text).references()));
    }
    if (failure.recoveryPrompt() != null) {
      references.addAll(Template.of(failure.recoveryPrompt()).references());
    }
    if (when != null) {
      references.addAll(when.references());
    }
    return references;
  }
}
