package dev.agentpool.mcp.tools;

import java.util.Map;

/** The arguments that tell how a task is to be done (spec slot-pool 9.1, T). */
final class TaskArguments {
  private TaskArguments() {}

  static final Map<String, Object> EFFORT =
      Schema.choice("min is low", "min", "low", "medium", "high", "xhigh", "max");

  static final Fields PROMPT =
      Fields.NONE.need("prompt", Schema.name("what the agent is to do; it knows nothing else"));

  /** Settings beside the prompt. */
  static final Fields SETTINGS =
      Fields.NONE
          .may("model", Schema.name("model name or alias"))
          .may("effort", EFFORT)
          .may("disallowed_tools", Schema.texts("tools the agent may never use"))
          .may("tools", Schema.texts("the only tools the agent is offered"))
          .may("mcp_servers", Schema.table("MCP servers of the agent, by name"))
          .may("json_schema", Schema.table("schema of the structured output to give"))
          .may("max_budget_usd", Schema.money("the most the task may cost, in US dollars"));

  static final Fields TAGS =
      Fields.NONE
          .may("tags", Schema.texts("labels to find the task by"))
          .may("title", Schema.name("what people see it called; the prompt's first line else"));

  /** The same in few words. */
  static final Fields LEAN =
      Fields.NONE
          .need("prompt", Schema.TEXT)
          .may("model", Schema.TEXT)
          .may("effort", Schema.choice("", "low", "medium", "high", "xhigh", "max"))
          .may("max_budget_usd", Schema.NUMBER);

  static final Fields LEAN_TAGS = Fields.NONE.may("tags", Schema.TEXTS);
}
