package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.AgentSources;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Tasks;
import dev.agentpool.inside.Acting;
import dev.agentpool.mcp.McpHello.Compat;
import dev.agentpool.mcp.ToolCall;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.House;
import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Requests;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool of a pool. The arguments fit the tool's schema already; what they mean is
 * checked by the engine.
 */
final class Call implements Asking {
  private final ToolCall raw;
  private final Pool pool;
  private final Compat compat;
  private @Nullable PoolConfig config; // read once a call, by whoever needs it

  Call(ToolCall raw, Pool pool, Compat compat) {
    this.raw = raw;
    this.pool = pool;
    this.compat = compat;
  }

  ToolCall raw() {
    return raw;
  }

  /** Whose result shapes the client wants. */
  Compat compat() {
    return compat;
  }

  /** Whether no agent's words are told. */
  boolean lockdown() {
    return pool.lockdown();
  }

  McpParts parts() {
    return pool.parts();
  }

  /** Whether the client came over the network. */
  boolean fromNetwork() {
    return pool.guest();
  }

  @Override
  public House house() {
    return pool.parts().house();
  }

  @Override
  public PoolConfig pool() {
    PoolConfig known = config;
    if (known == null) {
      known = pool.config();
      config = known;
    }
    return known;
  }

  /** For a tool that only looks: also when the pool's files cannot be used now. */
  @Override
  public PoolConfig standing() {
    return pool.standing();
  }

  /** A person's client may name another project; a guest and who is inside a task may not. */
  @Override
  public boolean reachesAllPools() {
    return !pool.guest() && Acting.insider().isEmpty();
  }

  @Override
  public boolean isGuest() {
    return pool.guest();
  }

  @Override
  public Optional<String> coordinator() {
    return Optional.of(pool.coordinator());
  }

  @Override
  public PoolConfig pool(PoolId id) {
    return own(standing(), id);
  }

  /** A desk is for one pool; another one is as unknown to it as none. */
  static PoolConfig own(PoolConfig config, PoolId id) {
    if (!config.id().equals(id)) {
      throw Refused.notFound("pool", id.value());
    }
    return config;
  }

  /** The arguments as an operation's request. */
  <Q extends Record> Q request(Operation<Q, ?> operation) {
    return Requests.read(
        operation.takes(),
        Json.ANSWERS.valueToTree(raw.arguments()),
        () -> Members.of(operation.takes()).keySet());
  }

  /** The same for a tool that follows the work it submits: how it does so is its own. */
  <Q extends Record> Q submission(Operation<Q, ?> operation) {
    return submission(operation, _ -> {});
  }

  /** The same of arguments that are told in other words. */
  <Q extends Record> Q submission(Operation<Q, ?> operation, Consumer<ObjectNode> words) {
    ObjectNode arguments = Json.ANSWERS.valueToTree(raw.arguments());
    arguments.remove(Work.NAMES);
    words.accept(arguments);
    return Requests.read(
        operation.takes(), arguments, () -> Members.of(operation.takes()).keySet());
  }

  /** Does an operation with the arguments. */
  <Q extends Record, A> A ask(Operation<Q, A> operation) throws Exception {
    return ask(operation, request(operation));
  }

  /** Does an operation with a request that is not the arguments as they are. */
  <Q extends Record, A> A ask(Operation<Q, A> operation, Q request) throws Exception {
    return operation.work().answer(this, request);
  }

  /** What came of work that has ended. */
  <Q extends Record, A, O> O outcome(
      Operation<Q, A> operation, Class<O> outcome, Q request, A submitted) throws Exception {
    return outcome.cast(
        Objects.requireNonNull(operation.awaited())
            .waiting()
            .outcome(this, request, submitted, Duration.ZERO));
  }

  /** The same; empty when there is no such thing. */
  <Q extends Record, A> Optional<A> find(Operation<Q, A> operation) throws Exception {
    try {
      return Optional.of(ask(operation));
    } catch (Refused refused) {
      if (refused.kind() == Refused.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  @Override
  public AgentSources agents() {
    return pool.agents();
  }

  boolean has(String name) {
    return raw.arguments().get(name) != null;
  }

  /** Of an argument that the schema asks for. */
  String text(String name) {
    String text = textOrNull(name);
    if (text == null) {
      throw Refused.invalid("'" + name + "' is null; it has to be a text");
    }
    return text;
  }

  @Nullable String textOrNull(String name) {
    return (String) raw.arguments().get(name);
  }

  TaskId task() {
    return task(text("task_id"));
  }

  @Override
  public TaskId task(String text) {
    return own(engine(), pool(), text);
  }

  /** A task of this desk's pool; another pool's is as unknown as none. */
  static TaskId own(Engine engine, PoolConfig pool, String text) {
    TaskId id = Tasks.id(text);
    if (!engine.tasks().get(id).pool().equals(pool.id())) {
      throw Refused.notFound("task", text);
    }
    return id;
  }

  int whole(String name) {
    return wholeOrNull(name)
        .orElseThrow(() -> Refused.invalid("'" + name + "' is null; it has to be a whole number"));
  }

  Optional<Integer> wholeOrNull(String name) {
    return longOrNull(name)
        .map(number -> {
          if (number > Integer.MAX_VALUE || number < Integer.MIN_VALUE) {
            throw Refused.invalid("'" + name + "' is out of bounds: " + number);
          }
          return number.intValue();
        });
  }

  Optional<Long> longOrNull(String name) {
    return Optional.ofNullable((Number) raw.arguments().get(name)).map(Number::longValue);
  }

  boolean flag(String name, boolean otherwise) {
    return raw.arguments().get(name) instanceof Boolean said ? said : otherwise;
  }

  List<String> texts(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  /** Several, whether as a list or as words with commas between them; blank ones are none. */
  List<String> eachText(String name) {
    List<String> said =
        raw.arguments().get(name) instanceof String words
            ? List.of(words.split(",", -1))
            : texts(name);
    return said.stream().filter(word -> !word.isBlank()).map(String::strip).toList();
  }

  List<?> list(String name) {
    return raw.arguments().get(name) instanceof List<?> list ? list : List.of();
  }

  /** In the order given; an absent one is empty. */
  Map<String, Object> table(String name) {
    Map<String, Object> table = new LinkedHashMap<>();
    if (raw.arguments().get(name) instanceof Map<?, ?> given) {
      given.forEach((key, value) -> table.put(String.valueOf(key), value));
    }
    return table;
  }

  Map<String, String> texts(Map<String, Object> table) {
    Map<String, String> texts = new LinkedHashMap<>();
    table.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  Duration millis(String name, Duration otherwise) {
    return longOrNull(name).map(Duration::ofMillis).orElse(otherwise);
  }
}
