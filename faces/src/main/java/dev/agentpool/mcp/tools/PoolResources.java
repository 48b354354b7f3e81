package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Slot;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpRefused;
import dev.agentpool.mcp.McpResource;
import dev.agentpool.mcp.McpResourceTemplate;
import dev.agentpool.mcp.ResourceBody;
import dev.agentpool.operation.ChainRows;
import dev.agentpool.operation.ContextRows;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.request.ChainName;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.SlotFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pool as resources (spec slot-pool 9.1). */
final class PoolResources {
  static final String STATUS = "pool://status";
  static final String SLOTS = "pool://slots";
  static final String BUDGET = "pool://budget";
  static final String CONTEXT = "pool://context";
  static final String RESULTS = "pool://results/";
  static final String CHAINS = "pool://chains/";
  private static final String JSON = "application/json";
  private static final int MOST_COMPLETIONS = 100;
  private static final int MOST_LISTED = 1_000;
  private final Pool pool;

  PoolResources(Pool pool) {
    this.pool = pool;
  }

  List<McpResource> fixed() {
    return List.of(
        resource(
            STATUS,
            "status",
            "Pool status",
            "slots, tasks by state, spend",
            () -> Json.ANSWERS.writeValueAsString(PoolShown.of(pool.asking()))),
        resource(SLOTS, "slots", "Slots", "every slot and what it is doing", this::slots),
        resource(
            BUDGET,
            "budget",
            "Budget",
            "the cap, what is spent and what is left",
            () -> Json.ANSWERS.writeValueAsString(BudgetShown.of(pool.asking()))),
        resource(
            CONTEXT,
            "context",
            "Shared context",
            "what every agent of the pool is told",
            this::context));
  }

  private static McpResource resource(
      String uri, String name, String title, String description, Callable<String> text) {
    return new McpResource(
        uri,
        name,
        title,
        description,
        JSON,
        asked -> new ResourceBody.Text(asked, JSON, text.call()));
  }

  private String slots() throws Exception {
    ArrayNode slots = Shapes.array();
    found().forEach(slot -> slots.add(SlotJson.whole(slot)));
    return Shapes.text(slots);
  }

  private String context() throws Exception {
    ObjectNode context = Shapes.object();
    ContextRows.LIST
        .work()
        .answer(pool.asking(), Nothing.MORE)
        .forEach(entry -> context.put(entry.key(), entry.value()));
    return Shapes.text(context);
  }

  List<McpResourceTemplate> templates() {
    return List.of(
        template(SLOTS + "/{id}", "slot", "A slot", "id", this::slot),
        template(RESULTS + "{task_id}", "result", "A task with its result", "task_id", this::task),
        template(CHAINS + "{chain_id}", "chain", "How far a chain is", "chain_id", this::chain));
  }

  private interface Read {
    ObjectNode one(String id) throws Exception;
  }

  private static McpResourceTemplate template(
      String form, String name, String title, String variable, Read read) {
    return new McpResourceTemplate(
        form,
        name,
        title,
        title.toLowerCase(java.util.Locale.ROOT),
        JSON,
        (uri, values) -> {
          try {
            String value = values.getOrDefault(variable, "");
            return new ResourceBody.Text(uri, JSON, Shapes.text(read.one(value)));
          } catch (Refused refused) {
            throw new McpRefused(String.valueOf(refused.getMessage()));
          }
        });
  }

  private List<Slot> found() throws Exception {
    return SlotRows.FIND.work().answer(pool.asking(), SlotFilter.ALL);
  }

  private ObjectNode slot(String id) throws Exception {
    return found().stream()
        .filter(slot -> slot.id().equals(id))
        .findFirst()
        .map(SlotJson::whole)
        .orElseThrow(() -> Refused.notFound("slot", id));
  }

  private ObjectNode task(String id) {
    return dev.agentpool.answer.Json.ANSWERS.valueToTree(
        TaskJson.told(pool.asking(), pool.asking().task(id)));
  }

  private ObjectNode chain(String id) throws Exception {
    TaskId chain = pool.asking().task(id);
    return ChainJson.progress(
        ChainRows.GET.work().answer(pool.asking(), new ChainName(chain.value())));
  }

  /** What a template's variable could be. */
  List<String> complete(String variable, String typed) {
    Stream<String> all =
        switch (variable) {
          case "id" -> SlotRows.ids(pool.asking()).stream();
          case "task_id" -> tasks().stream().map(task -> task.id().value());
          case "chain_id" ->
              pool.engine().chains().list(pool.id(), MOST_LISTED, 0).stream()
                  .map(chain -> chain.id().value());
          default -> Stream.of();
        };
    return all.filter(id -> id.startsWith(typed)).limit(MOST_COMPLETIONS).toList();
  }

  private List<TaskRecord> tasks() {
    return pool.engine().tasks().list(pool.id(), Set.of(), List.of(), null, MOST_LISTED, 0);
  }
}
