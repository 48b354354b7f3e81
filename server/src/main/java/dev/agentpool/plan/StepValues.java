package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the references of one step stand for, given how the steps before it ended: the lookup for
 * {@link Template} and {@link Condition}. Several outputs come as {@link Outputs#numbered}.
 */
public final class StepValues {
  /**
   * How a step ended.
   *
   * @param variables what its output_vars found
   */
  public record Ended(String output, boolean success, Map<String, String> variables) {
    public Ended {
      variables = Map.copyOf(variables);
    }
  }

  private final List<ExpandedStep> steps;
  private final int place;
  private final IntFunction<@Nullable Ended> ended;
  private final @Nullable String lastError;

  /**
   * @param place of the step that is to be rendered
   * @param ended how the step at a place ended, or null when it has not
   * @param lastError for a recovery prompt, else null
   */
  public StepValues(
      List<ExpandedStep> steps,
      int place,
      IntFunction<@Nullable Ended> ended,
      @Nullable String lastError) {
    this.steps = List.copyOf(steps);
    this.place = place;
    this.ended = ended;
    this.lastError = lastError;
  }

  /** The value, or null when the reference is unknown and stays as it was written. */
  public @Nullable String of(Reference reference) {
    return switch (reference) {
      case Reference.PreviousOutput() -> previousOutput();
      case Reference.LastError() -> lastError;
      case Reference.Binding(String name) -> steps.get(place).bindings().get(name);
      case Reference.StepValue(String step, String variable) -> stepValue(step, variable);
    };
  }

  private String previousOutput() {
    List<String> outputs = new ArrayList<>();
    for (int before : steps.get(place).after()) {
      Ended end = ended.apply(before);
      outputs.add(end == null ? "" : end.output());
    }
    return joined(outputs, outputs.size() > 1);
  }

  private @Nullable String stepValue(String name, String variable) {
    List<Ended> exact = endedOf(ExpandedStep::name, name);
    List<Ended> found = exact.isEmpty() ? endedOf(ExpandedStep::group, name) : exact;
    if (found.isEmpty()) {
      return null;
    }
    boolean own = found.stream().anyMatch(end -> end.variables().containsKey(variable));
    if (!own && variable.equals(Reference.StepValue.SUCCESS)) {
      return String.valueOf(found.stream().allMatch(Ended::success));
    }
    boolean whole = !own && variable.equals(Reference.StepValue.OUTPUT);
    if (!own && !whole) {
      return null;
    }
    List<String> values = new ArrayList<>();
    for (Ended end : found) {
      // one instance without the variable does not hide those of the others
      values.add(whole ? end.output() : end.variables().getOrDefault(variable, ""));
    }
    return joined(values, exact.isEmpty());
  }

  private List<Ended> endedOf(Function<ExpandedStep, String> called, String name) {
    List<Ended> found = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Ended end = called.apply(steps.get(i)).equals(name) ? ended.apply(i) : null;
      if (end != null) {
        found.add(end);
      }
    }
    return found;
  }

  private static String joined(List<String> texts, boolean numbered) {
    return numbered ? Outputs.numbered(texts) : String.join("", texts);
  }
}
