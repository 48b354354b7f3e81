package dev.agentpool.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step that becomes one task (and its retries).
 *
 * @param name the step's name; {@code name[0]}, {@code name[1]}, … for the instances of a for_each
 * @param group the name as written: instances of one step share it
 * @param bindings values of {@code {name}} placeholders, put in by the same single pass as all
 *     others, so that a value can never bring in a placeholder
 * @param after places in the list of the steps that must have ended; always before its own place
 */
public record ExpandedStep(
    String name, String group, Step step, Map<String, String> bindings, List<Integer> after) {
  public ExpandedStep {
    bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
    after = List.copyOf(after);
  }

  /** Whether it is one of the instances of a for_each. */
  public boolean isInstance() {
    return step.forEach() != null;
  }
}
