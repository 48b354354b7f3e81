package dev.agentpool.node.pause;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Pauses as notes of the pools in which they came up. A ledger that cannot be written costs the
 * memory of a pause, never the pause.
 */
final class PauseNotes {
  static final Space<Standing> SPACE =
      new Space<>(
          ProviderPauses.NOTES,
          Codec.of(Standing::text, Standing::read),
          NoteBound.of(50_000, 1_000_000));
  private static final Logger LOG = LoggerFactory.getLogger(PauseNotes.class);
  private static final int LONGEST_WHY = 4_000;
  private final Ledger ledger;
  private final Notes<Standing> notes;

  PauseNotes(Ledger ledger) {
    this.ledger = ledger;
    this.notes = SPACE.in(ledger);
  }

  /** A pause, without what its place says: its key and its pool. */
  record Standing(
      String provider,
      OutcomeCode code,
      Instant since,
      Instant until,
      String why,
      int inARow,
      boolean announced,
      ProviderPauses.Planned planned) {
    private static Standing of(ProviderPauses.Pause pause) {
      return new Standing(
          pause.provider(),
          pause.code(),
          pause.since(),
          pause.until(),
          shortened(pause.why()),
          pause.inARow(),
          pause.announced(),
          pause.planned());
    }

    private ProviderPauses.Pause pause(String key, PoolId pool) {
      return new ProviderPauses.Pause(
          key, provider, pool, code, since, until, why, inARow, announced, planned);
    }

    private static Standing read(String text) {
      JsonNode json = Json.object(text);
      return new Standing(
          json.path("provider").asString(""),
          OutcomeCode.ofWireName(json.path("code").asString("")),
          Instant.ofEpochMilli(json.path("since_ms").asLong()),
          Instant.ofEpochMilli(json.path("until_ms").asLong()),
          json.path("why").asString(""),
          json.path("in_a_row").asInt(1),
          json.path("announced").asBoolean(false),
          new ProviderPauses.Planned(
              json.path("tasks").asLong(), Money.ofMicros(json.path("about_micros").asLong())));
    }

    private String text() {
      Map<String, Object> plain = new LinkedHashMap<>();
      plain.put("provider", provider);
      plain.put("code", code.wireName());
      plain.put("since_ms", since.toEpochMilli());
      plain.put("until_ms", until.toEpochMilli());
      plain.put("why", why);
      plain.put("in_a_row", inARow);
      plain.put("announced", announced);
      plain.put("tasks", planned.tasks());
      plain.put("about_micros", planned.about().micros());
      return Json.text(plain);
    }
  }

  Optional<ProviderPauses.Pause> find(PoolId pool, String key) {
    return notes.find(pool, key).map(noted -> noted.value().pause(noted.key(), pool));
  }

  List<ProviderPauses.Pause> read() {
    List<ProviderPauses.Pause> pauses = new ArrayList<>();
    for (PoolRecord pool : ledger.pools()) {
      for (Noted<Standing> noted : notes.list(pool.id())) {
        pauses.add(noted.value().pause(noted.key(), pool.id()));
      }
    }
    return pauses;
  }

  void write(ProviderPauses.Pause pause) {
    try {
      if (notes.put(pause.pool(), pause.key(), Standing.of(pause))
          instanceof Reply.Refused<Noted<Standing>>(Refusal refusal)) {
        LOG.warn("the pause of {} is not noted: {}", pause.key(), refusal.message());
      }
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
      notes.remove(pause.pool(), pause.key());
    } catch (LedgerException e) {
      LOG.warn("the end of the pause of {} cannot be noted: {}", pause.key(), e.getMessage());
    }
  }
}
