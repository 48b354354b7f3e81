package dev.agentpool.api;

import dev.agentpool.answer.ContextEntry;
import dev.agentpool.operation.ContextRows;
import dev.agentpool.request.ContextRequest;
import dev.agentpool.request.Key;
import dev.agentpool.request.Nothing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The shared context, asked over the daemon's socket. */
record RemoteContext(Calls calls) implements SharedContext {
  @Override
  public void set(String key, String value) {
    calls.ask(ContextRows.SET, new ContextRequest(key, value));
  }

  @Override
  public Optional<String> get(String key) {
    return calls.find(ContextRows.GET, new Key(key)).map(ContextEntry::value);
  }

  @Override
  public boolean delete(String key) {
    return calls.find(ContextRows.DELETE, new Key(key)).isPresent();
  }

  @Override
  public Map<String, String> list() {
    Map<String, String> entries = new LinkedHashMap<>();
    calls
        .ask(ContextRows.LIST, Nothing.MORE)
        .forEach(entry -> entries.put(entry.key(), entry.value()));
    return Collections.unmodifiableMap(entries);
  }
}
