package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Engine;
import dev.agentpool.inside.Gate;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.ActivityLog;
import dev.agentpool.node.JournalFeed;
import dev.agentpool.node.Node;
import dev.agentpool.node.Projects;
import dev.agentpool.webhook.Webhooks;

/**
 * What the tools speak with.
 *
 * @param gate what those inside a session may
 * @param version of the program, as clients are told
 */
public record McpParts(
    Engine engine,
    Ledger ledger,
    Node node,
    Projects projects,
    JournalFeed feed,
    ActivityLog activity,
    Webhooks webhooks,
    Gate gate,
    String version) {}
