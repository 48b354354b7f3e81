package dev.agentpool.rest;

import dev.agentpool.ledger.Note;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What every agent of a pool is told (spec slot-pool 7.8). */
final class ContextRoutes implements RouteGroup {
  private static final String ONE = "/v1/context/<key>";
  private final Api api;

  ContextRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/context", "All of the shared context, by key", this::list)
            .gives("[ContextEntry]")
            .fails(400),
        Endpoint.get(ONE, "One entry; slashes may be in its key", this::one)
            .gives("ContextEntry")
            .fails(400, 404),
        Endpoint.put(ONE, "Sets or replaces an entry", this::set)
            .takes("ContextRequest")
            .gives(204, "")
            .fails(400),
        Endpoint.delete(ONE, "Removes an entry", this::delete).gives(204, "").fails(400, 404));
  }

  @Override
  public String shapes() {
    return """
    ContextEntry:
      key: text
      value: text
    ContextRequest!:
      value: text # at most 65536 characters; all of a pool's context at most 262144
      dir?: text
    """;
  }

  private void list(Call call) {
    ArrayNode entries = Shapes.array();
    api.engine().context().list(call.pool().id()).forEach(note -> entries.add(entry(note)));
    call.answer(entries);
  }

  private static ObjectNode entry(Note note) {
    return Shapes.object().put("key", note.key()).put("value", note.value());
  }

  private void one(Call call) {
    String key = call.path("key");
    Note note = api.engine().context().get(call.pool().id(), key).orElseThrow(() -> notFound(key));
    call.answer(entry(note));
  }

  private void set(Call call) {
    String value = call.body().text("value");
    var pool = call.pool();
    call.nothingElse();
    api.engine().context().set(pool.id(), call.path("key"), value);
    call.empty();
  }

  private void delete(Call call) {
    String key = call.path("key");
    if (!api.engine().context().delete(call.pool().id(), key)) {
      throw notFound(key);
    }
    call.empty();
  }

  private static Problem notFound(String key) {
    return new Problem(404, "context_key_not_found", "context key not found: " + key);
  }
}
