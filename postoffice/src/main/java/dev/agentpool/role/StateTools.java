package dev.agentpool.role;

import java.util.List;

/** Tools by which experts read and write what they know. */
final class StateTools {
  List<RoleTool> all() {
    return List.of(
        RoleTool.looks("list_experts", "All experts of the pool.")
            .does((call, _) -> ConciergeTools.experts(call)));
  }
}
