package dev.agentpool.mcp.tools;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.engine.Engine;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.inside.right.Gate;
import dev.agentpool.operation.House;

/**
 * What the tools speak with.
 *
 * @param gate what those inside a session may
 */
public record McpParts(House house, JournalFeed feed, ActivityLog activity, Gate gate) {
  Engine engine() {
    return house.engine();
  }
}
