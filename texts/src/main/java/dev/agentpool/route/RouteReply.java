package dev.agentpool.route;

import dev.agentpool.plan.EmbeddedJson;
import tools.jackson.databind.JsonNode;

/** Takes the decision out of the router's reply (spec slot-pool 8.7). */
public final class RouteReply {
  private RouteReply() {}

  /**
   * The decision as it was made, not yet normalised: the reply's whole text as JSON, else its json
   * fence, else any fence, else the first object with a {@code "route"} in the prose. Throws {@link
   * InvalidRoute} when there is none.
   */
  public static Route extract(String reply) {
    return EmbeddedJson.find(reply, node -> node.path("route").isString())
        .map((JsonNode node) -> RouteJson.read(node))
        .orElseThrow(() ->
            new InvalidRoute(
                "the router's reply holds no decision, that is no JSON object with \"route\": "
                    + shown(reply.strip())));
  }

  private static String shown(String reply) {
    return reply.isEmpty()
        ? "it is empty"
        : "\"" + (reply.length() <= 120 ? reply : reply.substring(0, 117) + "...") + "\"";
  }
}
