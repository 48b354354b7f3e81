package dev.agentpool.task;

import java.util.regex.Pattern;

/** {@code plan-} and hexadecimal digits: the graph that one submission became. */
public record PlanId(String value) {
  private static final Pattern FORM = Pattern.compile("plan-[0-9a-f]{1,40}");

  public PlanId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a plan id: '" + value + "'");
    }
  }

  /** The id of the task that stands for the plan, if it has one: the same digits. */
  public TaskId parent() {
    return new TaskId("chain-" + value.substring("plan-".length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
