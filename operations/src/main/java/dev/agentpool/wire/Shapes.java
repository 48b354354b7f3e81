package dev.agentpool.wire;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.task.AttemptFacts;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.WorkspaceOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that every face speaks (docs/api.md). */
public final class Shapes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Shapes() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  public static String text(Object node) {
    return MAPPER.writeValueAsString(node);
  }

  public static ObjectNode task(TaskRecord task, List<TaskId> after) {
    TaskSpec spec = task.spec();
    ObjectNode node = object();
    node.put("id", task.id().value());
    node.put("pool", task.pool().value());
    node.put("plan", task.plan() == null ? null : task.plan().value());
    node.put("state", task.state().wireName());
    node.put("prompt", task.prompt());
    node.put("slot_id", task.slot());
    node.set("tags", texts(spec.tags()));
    node.put("priority", spec.ordering().priority());
    node.put("lane", spec.ordering().lane());
    node.set("after", texts(after.stream().map(TaskId::value).toList()));
    node.put("attempts", task.attempts());
    node.put("max_attempts", spec.retry().maxAttempts());
    node.put("review_required", spec.review().required());
    node.put("max_rejections", spec.review().maxRejections());
    node.put("rejection_count", task.rejections());
    node.put("reason", task.reason());
    money(node, "cap_microdollars", spec.cap());
    time(node, "created_at_ms", task.createdAt());
    time(node, "started_at_ms", task.startedAt());
    time(node, "completed_at_ms", task.finishedAt());
    time(node, "not_before_ms", task.notBefore());
    TaskResult result = task.result();
    node.set("result", result == null ? MAPPER.nullNode() : result(result));
    return node;
  }

  public static ObjectNode result(TaskResult result) {
    ObjectNode node = object();
    node.put("output", result.output());
    node.put("success", result.outcome().success());
    node.put("outcome", result.outcome().code().wireName());
    node.put("message", result.outcome().message());
    CostShapes.put(node, result.cost());
    node.put("turns_used", result.turns());
    node.put("elapsed_ms", result.elapsed().toMillis());
    node.put("model", result.model());
    node.put("session_id", result.sessionId());
    node.put("input_tokens", result.tokens().input());
    node.put("output_tokens", result.tokens().output());
    node.put("cache_read_tokens", result.tokens().cacheRead());
    node.put("cache_creation_tokens", result.tokens().cacheCreation());
    String structured = result.structuredOutput();
    node.set(
        "structured_output", structured == null ? MAPPER.nullNode() : MAPPER.readTree(structured));
    node.set("permission_denials", texts(result.permissionDenials()));
    node.put("exit_code", result.exitCode());
    node.put("stderr", result.stderr());
    node.put(
        "budget_exceeded",
        result.outcome().code() == dev.agentpool.task.OutcomeCode.BUDGET_EXHAUSTED);
    WorkspaceOutcome workspace = result.workspace();
    node.set("workspace", workspace == null ? MAPPER.nullNode() : workspace(workspace));
    node.set("facts", facts(result.facts()));
    return node;
  }

  private static ObjectNode facts(AttemptFacts facts) {
    ObjectNode node = object();
    node.put("walls", facts.walls());
    AttemptFacts.Given given = facts.given();
    ObjectNode got = object();
    got.set("mcp_servers", texts(given.mcpServers()));
    got.set("plugins", texts(given.plugins()));
    got.set("agents", texts(given.agents()));
    got.set("skills", texts(given.skills()));
    got.set("memory", texts(given.memory()));
    node.set("given", got);
    ArrayNode denials = array();
    for (AttemptFacts.Denial denial : facts.denials()) {
      denials
          .addObject()
          .put("tool", denial.tool())
          .put("wanted", denial.wanted())
          .put("advice", denial.advice());
    }
    node.set("denials", denials);
    node.set("notices", texts(facts.notices()));
    return node;
  }

  public static ObjectNode workspace(WorkspaceOutcome workspace) {
    ObjectNode node =
        object()
            .put("mode", workspace.mode())
            .put("path", workspace.path())
            .put("branch", workspace.branch())
            .put("commits", workspace.commits());
    return workspace.patch() == null ? node : node.put("patch", workspace.patch());
  }

  public static ObjectNode account(Account account) {
    ObjectNode node = object();
    money(node, "cap_microdollars", account.cap());
    CostShapes.put(node, "spent", account.cost());
    node.put("unknown_microdollars", account.unsure().micros());
    node.put("reserved_microdollars", account.reserved().micros());
    money(node, "left_microdollars", account.room().orElse(null));
    return node;
  }

  public static ObjectNode entry(JournalEntry entry) {
    ObjectNode node = object();
    node.put("seq", entry.seq());
    node.put("at_ms", entry.at().toEpochMilli());
    node.put("pool", entry.pool().value());
    node.put("kind", entry.kind().wireName());
    node.put("task_id", entry.task() == null ? null : entry.task().value());
    node.put("attempt", entry.fence());
    node.put("from", entry.from() == null ? null : entry.from().wireName());
    node.put("to", entry.to() == null ? null : entry.to().wireName());
    node.put("detail", entry.detail());
    return node;
  }

  public static ArrayNode texts(List<String> texts) {
    ArrayNode array = array();
    texts.forEach(array::add);
    return array;
  }

  public static void money(ObjectNode node, String name, @Nullable Money money) {
    node.put(name, money == null ? null : (Long) money.micros());
  }

  public static void time(ObjectNode node, String name, @Nullable Instant time) {
    node.put(name, time == null ? null : (Long) time.toEpochMilli());
  }
}
