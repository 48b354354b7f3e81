package dev.agentpool.wire;

import dev.agentpool.plan.PlanWriter;
import dev.agentpool.plan.Workflow;
import dev.agentpool.plan.Workflows;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Workflows (spec slot-pool 8.6). */
public final class WorkflowShapes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private WorkflowShapes() {}

  /** The whole workflow, in the spelling that its readers take. */
  public static ObjectNode workflow(Workflows.Entry entry) {
    ObjectNode node = MAPPER.valueToTree(PlanWriter.plain(entry.workflow()));
    return origin(node, entry);
  }

  /** Without the steps themselves. */
  public static ObjectNode summary(Workflows.Entry entry) {
    Workflow workflow = entry.workflow();
    ObjectNode node = workflow(entry);
    node.remove("steps");
    return node.put("total_steps", workflow.steps().size());
  }

  private static ObjectNode origin(ObjectNode node, Workflows.Entry entry) {
    return node.put("source", entry.source().wireName())
        .put("file", entry.file() == null ? null : entry.file().toString());
  }

  /** The workflows, and the files that could not be used. */
  public static ObjectNode listing(Workflows.Listing listing) {
    ObjectNode node = Shapes.object();
    ArrayNode workflows = node.putArray("workflows");
    listing.byName().values().forEach(entry -> workflows.add(summary(entry)));
    ArrayNode skipped = node.putArray("skipped");
    for (Workflows.Skipped file : listing.skipped()) {
      skipped.add(Shapes.object().put("file", file.file().toString()).put("reason", file.reason()));
    }
    return node;
  }
}
