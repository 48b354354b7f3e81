package dev.agentpool.testkit;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code GET /admin/state} answers. */
final class ServedState {
  private final JsonMapper json;

  ServedState(JsonMapper json) {
    this.json = json;
  }

  ObjectNode of(List<ModelRequest> requests, List<ModelRequest> sideRequests, long billed) {
    ObjectNode state = json.createObjectNode().put("billed_microdollars", microdollars(billed));
    list(requests, state.putArray("requests"));
    list(sideRequests, state.putArray("side_requests"));
    return state;
  }

  static long microdollars(long nanodollars) {
    return Math.floorDiv(nanodollars + 500, 1_000);
  }

  private static void list(List<ModelRequest> requests, ArrayNode list) {
    for (ModelRequest request : requests) {
      ObjectNode entry =
          list.addObject()
              .put("number", request.number())
              .put("time", request.time().toString())
              .put("api", request.api())
              .put("purpose", request.purpose())
              .put("model", request.model())
              .put("stream", request.streamed())
              .put("prompt_excerpt", request.promptExcerpt())
              .put("session_id", request.sessionId())
              .put("status", request.status());
      if (request.api().equals(ModelRequest.PRICED)) {
        entry.put("billed_microdollars", microdollars(request.billedNanodollars()));
      } else {
        entry.putNull("billed_microdollars");
      }
      TokenUsage usage = request.usage();
      entry
          .put("input_tokens", usage.input())
          .put("output_tokens", usage.output())
          .put("cache_read_tokens", usage.cacheRead())
          .put("cache_creation_tokens", usage.cacheWrite())
          .put("reasoning_tokens", usage.reasoning());
    }
  }
}
