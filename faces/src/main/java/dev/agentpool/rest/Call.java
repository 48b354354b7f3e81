package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.pool.PoolId;
import dev.agentpool.wire.Shapes;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request and its answer. For the one thread that answers it. */
final class Call {
  static final String DIRECTORY = "dir";
  static final String DIRECTORY_HEADER = "X-Agentpool-Dir";

  /** Tells who made a pool that its project has another one. */
  private static final String NOTICE_HEADER = "X-Agentpool-Notice";

  private final Api api;
  private final Context context;
  private @Nullable ObjectNode body;

  Call(Api api, Context context) {
    this.api = api;
    this.context = context;
  }

  Api api() {
    return api;
  }

  Context http() {
    return context;
  }

  /** The request's object; an empty one when it has no body. */
  private ObjectNode body() {
    ObjectNode known = body;
    if (known == null) {
      if (!(Received.of(context).tree() instanceof ObjectNode sent)) {
        throw Problem.invalid("the request must be a JSON object");
      }
      known = sent;
      body = known;
    }
    return known;
  }

  /** A member of the body; null when it is absent or null. */
  private @Nullable String text(String name) {
    JsonNode said = body().get(name);
    if (said == null || said.isNull()) {
      return null;
    }
    if (!said.isString()) {
      throw Problem.invalid("'" + name + "' must be text, not " + said);
    }
    return said.asString();
  }

  /** The request's object without the name of its project, which {@link #pool} reads. */
  ObjectNode wholeBody() {
    text(DIRECTORY);
    ObjectNode whole = body().deepCopy();
    whole.remove(DIRECTORY);
    return whole;
  }

  /** Call when the body was read: it is let go of then, but for which project is meant. */
  void letGo() {
    String named = text(DIRECTORY);
    Received.release(context); // an answer may take hours
    body = Shapes.object().put(DIRECTORY, named);
  }

  /** The pool that the request names in its body, its query or its header, or the server's own. */
  PoolConfig pool() {
    return namedPool().orElseThrow(Call::unnamed);
  }

  /** The same for who only looks: also one whose files cannot be used now, while it runs. */
  PoolConfig standing() {
    return standingPool().orElseThrow(Call::unnamed);
  }

  private static Problem unnamed() {
    return Problem.invalid(
        "'dir' is missing: say which project's pool is meant, by its absolute directory, in"
            + " the body, the query or the header "
            + DIRECTORY_HEADER);
  }

  Optional<PoolConfig> namedPool() {
    return namedPool(api.projects()::open);
  }

  Optional<PoolConfig> standingPool() {
    return namedPool(api.projects()::standing);
  }

  private Optional<PoolConfig> namedPool(Function<String, PoolConfig> open) {
    Optional<Caller.Insider> insider = Acting.insider();
    String named = directory();
    if (insider.isPresent()) {
      return Optional.of(api.outside().gate().callers().poolOf(insider.get(), named));
    }
    return Optional.ofNullable(named).map(open).map(this::noticed);
  }

  private PoolConfig noticed(PoolConfig pool) {
    List<String> notices = api.projects().tell(pool.id());
    if (!notices.isEmpty()) { // a header holds no other letters than a URL
      context.header(
          NOTICE_HEADER, URLEncoder.encode(String.join("\n", notices), StandardCharsets.UTF_8));
    }
    return pool;
  }

  @Nullable String directory() {
    String named = takesBody() ? text(DIRECTORY) : null;
    named = named == null ? context.queryParam(DIRECTORY) : named;
    named = named == null ? context.header(DIRECTORY_HEADER) : named;
    return named == null ? api.defaultDirectory() : named;
  }

  private boolean takesBody() {
    return switch (context.method().name()) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }

  /** The configuration of a pool that is known by its id, opened when it is not open. */
  PoolConfig poolOf(PoolId id) {
    return api.house().pool(id).orElseThrow(() -> Refused.notFound("pool", id.value()));
  }

  /** A variable of the path, decoded. */
  String path(String name) {
    return context.pathParam(name);
  }

  @Nullable String query(String name) {
    return context.queryParam(name);
  }

  /** Words with commas between them; a name may also stand more than once. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String value : context.queryParams(name)) {
      for (String word : value.split(",")) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
    return words;
  }

  boolean flag(String name) {
    String value = context.queryParam(name);
    return switch (value) {
      case null -> false;
      case "true", "1", "" -> true;
      case "false", "0" -> false;
      default ->
          throw Problem.invalid("'" + name + "' must be true or false, not \"" + value + "\"");
    };
  }

  @Nullable Long longNumber(String name) {
    String value = context.queryParam(name);
    try {
      return value == null ? null : (Long) Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw Problem.invalid("'" + name + "' must be a whole number, not \"" + value + "\"");
    }
  }

  @Nullable Double number(String name) {
    String value = context.queryParam(name);
    try {
      return value == null ? null : Double.valueOf(value);
    } catch (NumberFormatException e) {
      throw Problem.invalid("'" + name + "' must be a number, not \"" + value + "\"");
    }
  }

  /** The key in the body, or in the header {@code Idempotency-Key}; null when there is none. */
  @Nullable String idempotencyKey() {
    String said = takesBody() ? text("idempotency_key") : null;
    String header = context.header("Idempotency-Key");
    if (said != null && header != null && !said.equals(header)) {
      throw Problem.invalid(
          "'idempotency_key' and the header Idempotency-Key differ: send one, or the same in both");
    }
    String key = said == null ? header : said;
    if (key != null && key.isBlank()) {
      throw Problem.invalid("the idempotency key is empty: leave it out, or give one");
    }
    return key;
  }

  void answer(JsonNode node) {
    context.contentType(Endpoint.JSON).result(Shapes.text(node));
  }

  void answer(int status, JsonNode node) {
    context.status(status);
    answer(node);
  }
}
