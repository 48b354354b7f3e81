package dev.agentpool.node.pause;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds as notes of pools: a hold that cannot be written does not hold. */
final class HoldNotes {
  private static final Space<Said> SPACE =
      new Space<>(
          ProviderPauses.HOLDS, Codec.of(Said::text, Said::read), NoteBound.of(2_000, 100_000));
  private final Ledger ledger;
  private final Notes<Said> notes;

  HoldNotes(Ledger ledger) {
    this.ledger = ledger;
    this.notes = SPACE.in(ledger);
  }

  /** Who said it, and when. */
  private record Said(String by, Instant since) {
    private static Said read(String text) {
      JsonNode json = Json.object(text);
      return new Said(
          json.path("by").asString(""), Instant.ofEpochMilli(json.path("since_ms").asLong()));
    }

    private String text() {
      return Json.text(Map.of("by", by, "since_ms", since.toEpochMilli()));
    }
  }

  List<ProviderPauses.Hold> read() {
    List<ProviderPauses.Hold> holds = new ArrayList<>();
    for (PoolRecord pool : ledger.pools()) {
      for (Noted<Said> noted : notes.list(pool.id())) {
        Said said = noted.value();
        holds.add(new ProviderPauses.Hold(noted.key(), pool.id(), said.by(), said.since()));
      }
    }
    return holds;
  }

  void write(ProviderPauses.Hold hold) {
    if (notes.put(hold.pool(), hold.provider(), new Said(hold.by(), hold.since()))
        instanceof Reply.Refused<Noted<Said>>(Refusal refusal)) {
      throw new LedgerException(
          LedgerException.Code.FAILED,
          "that " + hold.provider() + " is held cannot be kept: " + refusal.message());
    }
  }

  void remove(ProviderPauses.Hold hold) {
    notes.remove(hold.pool(), hold.provider());
  }
}
