package dev.agentpool.mcp.tools;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.inside.right.Right;
import dev.agentpool.inside.right.Rights;
import dev.agentpool.mcp.McpDesk;
import dev.agentpool.mcp.McpHello.Compat;
import dev.agentpool.mcp.McpTool;
import dev.agentpool.mcp.ToolAnswer;
import dev.agentpool.mcp.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What an agent in a session sees of its pool: of the tools that its client chose those that it may
 * use, acting as a child of its task. The others are refused by name, with the reason. Thread-safe.
 */
final class InsideDesk implements McpDesk {
  private static final String OF_TASKS =
      """
      You work on a task of a pool of coding agents, in a slot of it. With these tools you can hand \
      parts of your task to other agents: they are children of your task, are paid out of its budget \
      and end with it, so wait for their results before you answer. What is a person's to decide \
      (reviews, merges, budgets, the pool itself) is refused here; tell the person by pool_send_message \
      to "user", or escalate a review by pool_escalate.\
      """;

  private final Pool pool;
  private final Supplier<Caller> who;
  private final List<McpTool> offered = new ArrayList<>();
  private final List<McpTool> unlisted = new ArrayList<>();

  /**
   * @param who asks, to be found out anew for each call: sessions outlive their tasks
   */
  InsideDesk(
      Pool pool, Caller.Insider insider, Supplier<Caller> who, Compat compat, Set<Toolset> chosen) {
    this.pool = pool;
    this.who = who;
    for (Tool tool : PoolTools.all()) {
      boolean may = Rights.allows(Rights.ofTool(tool.name()).orElse(Right.DEFAULT), insider);
      boolean wanted = tool.isIn(chosen) || tool.name().equals(ReviewTools.ESCALATE);
      List<McpTool> into = may && wanted ? offered : unlisted;
      into.add(guarded(tool.offered(pool, compat, wanted ? chosen : Set.of(Toolset.FULL))));
    }
    for (McpTool alias : PoolTools.aliases(pool, compat, chosen)) {
      unlisted.add(guarded(alias));
    }
  }

  private McpTool guarded(McpTool tool) {
    return new McpTool(
        tool.name(),
        tool.title(),
        tool.description(),
        tool.inputSchema(),
        tool.outputSchema(),
        tool.hints(),
        call -> answer(tool, call),
        tool.wrong());
  }

  private ToolAnswer answer(McpTool tool, ToolCall call) throws Exception {
    Caller now = who.get();
    Optional<Right> right = Rights.ofTool(tool.name());
    try {
      pool.parts().gate().pass(now, right, tool.name(), call.arguments());
      return Acting.as(now, () -> tool.handler().call(call));
    } catch (Caller.Refused refused) {
      return ToolAnswer.refused(refused.getMessage(), Caller.Refused.CODE);
    }
  }

  @Override
  public String name() {
    return "agentpool";
  }

  @Override
  public String version() {
    return pool.parts().house().facts().version();
  }

  @Override
  public String instructions() {
    return OF_TASKS;
  }

  @Override
  public List<McpTool> tools() {
    return List.copyOf(offered);
  }

  @Override
  public List<McpTool> unlisted() {
    return List.copyOf(unlisted);
  }
}
