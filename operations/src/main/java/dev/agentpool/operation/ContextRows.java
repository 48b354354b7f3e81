package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ContextEntry;
import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.request.ContextRequest;
import dev.agentpool.request.Key;
import dev.agentpool.request.Nothing;
import java.util.List;

/** What every agent of a pool is told (spec slot-pool 7.8). */
public final class ContextRows {
  private static final String ONE = "/v1/context/<key>";

  public static final Operation<Nothing, List<ContextEntry>> LIST =
      named("context.list", "All of the shared context, by key")
          .takes(Nothing.class)
          .givesList(ContextEntry.class)
          .at(Route.get("/v1/context"))
          .does((asking, _) ->
              asking.engine().context().list(asking.standing().id()).stream()
                  .map(ContextRows::entry)
                  .toList());

  public static final Operation<Key, ContextEntry> GET =
      named("context.get", "One entry; slashes may be in its key")
          .takes(Key.class)
          .gives(ContextEntry.class)
          .at(Route.get(ONE).fails(400, 404))
          .does((asking, named) ->
              asking
                  .engine()
                  .context()
                  .get(asking.standing().id(), named.key())
                  .map(ContextRows::entry)
                  .orElseThrow(() -> notFound(named.key())));

  public static final Operation<ContextRequest, Done> SET =
      named("context.set", "Sets or replaces an entry")
          .takes(ContextRequest.class)
          .givesNothing()
          .at(Route.put(ONE).status(204))
          .does((asking, entry) -> {
            asking.engine().context().set(asking.standing().id(), entry.key(), entry.value());
            return Done.DONE;
          });

  public static final Operation<Key, Done> DELETE =
      named("context.delete", "Removes an entry")
          .takes(Key.class)
          .givesNothing()
          .at(Route.delete(ONE).status(204).fails(400, 404))
          .does((asking, named) -> {
            if (!asking.engine().context().delete(asking.standing().id(), named.key())) {
              throw notFound(named.key());
            }
            return Done.DONE;
          });

  private ContextRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, SET, DELETE);
  }

  private static ContextEntry entry(Noted<String> note) {
    return new ContextEntry(note.key(), note.value());
  }

  private static Refused notFound(String key) {
    return Refused.notFound("context key", key);
  }
}
