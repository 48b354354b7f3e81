package dev.agentpool.plan;

import java.util.List;

/** How several outputs become one text. */
public final class Outputs {
  private Outputs() {}

  /** {@code [1] first}, blank line, {@code [2] second}, in their order (spec slot-pool 8.7). */
  public static String numbered(List<String> outputs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < outputs.size(); i++) {
      text.append(i == 0 ? "" : "\n\n")
          .append('[')
          .append(i + 1)
          .append("] ")
          .append(outputs.get(i));
    }
    return text.toString();
  }
}
