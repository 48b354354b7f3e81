package dev.agentpool.task;

/** {@code plan-} and hexadecimal digits: the graph that one submission became. */
public record PlanId(String value) {
  public PlanId {
    if (!value.matches("plan-[0-9a-f]{1,40}")) {
      throw new IllegalArgumentException("not a plan id: '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
