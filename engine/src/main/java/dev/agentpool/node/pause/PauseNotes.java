package dev.agentpool.node.pause;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Note;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.OutcomeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Pauses as notes of the pools in which they came up. A ledger that cannot be written costs the
 * memory of a pause, never the pause.
 */
final class PauseNotes {
  public static final String SPACE = "pause";
  private static final Logger LOG = LoggerFactory.getLogger(PauseNotes.class);
  private static final long MOST_CHARACTERS = 1_000_000;
  private static final int LONGEST_WHY = 4_000;
  private final Ledger ledger;

  PauseNotes(Ledger ledger) {
    this.ledger = ledger;
  }

  List<ProviderPauses.Pause> read() {
    List<ProviderPauses.Pause> pauses = new ArrayList<>();
    for (PoolRecord pool : ledger.pools()) {
      for (Note note : ledger.notes(pool.id(), SPACE)) {
        read(pool.id(), note).ifPresent(pauses::add);
      }
    }
    return pauses;
  }

  private static Optional<ProviderPauses.Pause> read(PoolId pool, Note note) {
    try {
      JsonNode json = Json.tree(note.value());
      return Optional.of(
          new ProviderPauses.Pause(
              note.key(),
              json.path("provider").asString(""),
              pool,
              OutcomeCode.ofWireName(json.path("code").asString("")),
              Instant.ofEpochMilli(json.path("since_ms").asLong()),
              Instant.ofEpochMilli(json.path("until_ms").asLong()),
              json.path("why").asString(""),
              json.path("in_a_row").asInt(1)));
    } catch (JacksonException | IllegalArgumentException unreadable) {
      LOG.warn("the pause {} cannot be read and is over: {}", note.key(), unreadable.getMessage());
      return Optional.empty();
    }
  }

  void write(ProviderPauses.Pause pause) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("provider", pause.provider());
    value.put("code", pause.code().wireName());
    value.put("since_ms", pause.since().toEpochMilli());
    value.put("until_ms", pause.until().toEpochMilli());
    value.put("why", shortened(pause.why()));
    value.put("in_a_row", pause.inARow());
    try {
      ledger.putNotes(pause.pool(), SPACE, Map.of(pause.key(), Json.text(value)), MOST_CHARACTERS);
    } catch (LedgerException e) {
      LOG.warn("the pause of {} cannot be noted: {}", pause.key(), e.getMessage());
    }
  }

  private static String shortened(String why) {
    String clean = why.replace("\0", "");
    return clean.length() <= LONGEST_WHY ? clean : clean.substring(0, LONGEST_WHY) + "…";
  }

  void remove(ProviderPauses.Pause pause) {
    try {
      ledger.removeNote(pause.pool(), SPACE, pause.key());
    } catch (LedgerException e) {
      LOG.warn("the end of the pause of {} cannot be noted: {}", pause.key(), e.getMessage());
    }
  }
}
