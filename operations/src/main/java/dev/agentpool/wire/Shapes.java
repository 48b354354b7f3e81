package dev.agentpool.wire;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.Subject;
import dev.agentpool.task.TaskId;
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
    node.put("task_id", entry.task().map(TaskId::value).orElse(null));
    node.put("attempt", entry.fence());
    node.put("from", entry.from() == null ? null : entry.from().wireName());
    node.put("to", entry.to() == null ? null : entry.to().wireName());
    node.put("space", entry.space().orElse(null));
    node.put("key", entry.subject() instanceof Subject.OfNote(_, String key) ? key : null);
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
