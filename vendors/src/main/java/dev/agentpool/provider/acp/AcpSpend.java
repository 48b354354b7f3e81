package dev.agentpool.provider.acp;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.provider.rpc.Conversation;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.TokenUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the turn under way takes, as an agent over ACP tells it: tokens in the way of its CLI, and
 * with some the dollars of the whole conversation, which win. Dollars of 0 are what a CLI says that
 * has no price for the model: they say nothing. Written on the lines' thread.
 */
final class AcpSpend {
  private final AcpCli.Usage usage;
  private volatile TokenUsage updated = TokenUsage.NONE; // added up over the turn's updates
  private volatile int requests;
  private volatile @Nullable Money total; // dollars of the conversation
  private volatile @Nullable Money before; // the same when the turn began
  private volatile boolean toldDollars;
  private volatile @Nullable TokenUsage conversation; // tokens of it in all

  AcpSpend(AcpCli.Usage usage) {
    this.usage = usage;
  }

  /** Another conversation begins. */
  void renewed() {
    total = null;
    conversation = null;
  }

  void begins() {
    updated = TokenUsage.NONE;
    requests = 0;
    before = total;
    toldDollars = false;
  }

  /** An update of the turn; what there is to tell of it. */
  List<AgentEvent> heard(JsonNode update, Conversation held) {
    List<AgentEvent> events = new ArrayList<>();
    TokenUsage told = AcpUsage.of(update, usage.cachedWithin());
    if (!told.equals(TokenUsage.NONE)) {
      updated = updated.plus(told);
      requests++;
      events.add(new AgentEvent.TokensSoFar(updated, requests, held.model()));
    }
    JsonNode cost = update.path("cost");
    JsonNode amount = cost.path("amount");
    if (amount.isNumber()
        && amount.asDouble() > 0
        && amount.asDouble() < 1e6
        && cost.path("currency").asString("USD").equals("USD")) {
      total = Money.ofUsd(new BigDecimal(amount.asString()).setScale(6, java.math.RoundingMode.UP));
      toldDollars = true;
      if (dollars(held) instanceof Cost.Known known) {
        events.add(new AgentEvent.CostSoFar(known.amount()));
      }
    }
    return events;
  }

  /** What the answer to the prompt leaves it at. */
  Taken ended(JsonNode result, Conversation held) {
    TokenUsage told = AcpUsage.of(result, usage.cachedWithin());
    Taken tokens =
        switch (usage.counting()) {
          case A_TURN -> Taken.of(told, true, 0);
          case LAST_REQUEST -> Taken.of(told, false, 0);
          case EACH_REQUEST -> Taken.of(updated, true, requests);
          case NOTHING -> Taken.UNTOLD;
          case THE_CONVERSATION -> {
            conversation = told;
            yield Taken.of(AcpUsage.beyond(told, held.spent()), true, 0);
          }
        };
    return withDollars(tokens, held).by(AcpUsage.model(result));
  }

  /** What it is at now. */
  Taken soFar(Conversation held) {
    return withDollars(Taken.of(updated, false, requests), held).atLeast();
  }

  private Taken withDollars(Taken tokens, Conversation held) {
    Cost dollars = dollars(held);
    return dollars == null ? tokens : tokens.withCost(dollars);
  }

  /** Null when none were told. */
  private @Nullable Cost dollars(Conversation held) {
    Money now = total;
    if (now == null || !toldDollars) {
      return null;
    }
    Money base = held.paid() == null ? before : held.paid();
    if (base == null) {
      return new Cost.Unknown(Money.ZERO, now); // it has a past, and this has some of it
    }
    Money turn = base.isMoreThan(now) ? now : now.minus(base);
    return turn.equals(Money.ZERO) ? null : Cost.known(turn);
  }

  Conversation counted(Conversation held) {
    TokenUsage tokens = conversation;
    Money dollars = total;
    Conversation counted = tokens == null ? held : held.having(tokens);
    return dollars == null ? counted : counted.having(dollars);
  }
}
