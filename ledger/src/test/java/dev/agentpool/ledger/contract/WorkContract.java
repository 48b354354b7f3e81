package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.SessionTimes;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.Worked;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What attempts came to in a time, and which sessions were opened in it. */
public abstract class WorkContract extends LedgerContract {
  private static final TokenUsage TOKENS = new TokenUsage(100, 20, 3, 4);

  private static TaskSpec spec(String provider) {
    return TaskSpec.of("x")
        .withSettings(
            Settings.EMPTY
                .with(SettingKeys.PROVIDER, provider)
                .with(SettingKeys.MODEL, "as-configured"));
  }

  private static TaskResult brought(OutcomeCode code, @Nullable Double usd, TokenUsage tokens) {
    Cost cost = usd == null ? new Cost.Unknown(usd(0)) : Cost.known(usd(usd));
    return TaskResult.withoutAgent(Outcome.of(code, ""))
        .withSpent(new AgentReport.Spent(cost, 2, tokens, Duration.ofSeconds(3)));
  }

  private AttemptKey done(String provider, TaskResult result) {
    submit(spec(provider));
    AttemptKey attempt = claim().attempt();
    ledger.settle(attempt, result).orThrow();
    return attempt;
  }

  private List<Worked> between(Instant from, Instant until) {
    return ledger.worked(new WorkFilter(null, null, from, until));
  }

  private static long attempts(List<Worked> all) {
    return all.stream().mapToLong(Worked::attempts).sum();
  }

  @Test
  void anAttemptCountsWithItsTokensMoneyAndTimeWhereItEnded() {
    clock.advance(Duration.ofMinutes(20));
    done("codex-cli", brought(OutcomeCode.COMPLETED, 0.5, TOKENS));
    done("codex-cli", brought(OutcomeCode.CRASHED, 0.25, TOKENS));

    assertThat(between(START, START.plus(Duration.ofHours(1))))
        .containsExactly(
            new Worked(
                START.plus(Duration.ofMinutes(15)),
                "codex-cli",
                "as-configured",
                2,
                1,
                0,
                new Tokens(200, 40, 6, 8, 0),
                Cost.known(usd(0.75)),
                4,
                Duration.ofSeconds(6)));
  }

  @Test
  void theEndsOfATimeAreExactToTheMicrosecond() {
    clock.advance(Duration.ofMinutes(7)); // 10:07
    done("claude", brought(OutcomeCode.COMPLETED, 0.1, TOKENS));
    clock.advance(Duration.ofMinutes(30)); // 10:37
    done("claude", brought(OutcomeCode.COMPLETED, 0.1, TOKENS));
    Instant first = START.plus(Duration.ofMinutes(7));
    Instant second = START.plus(Duration.ofMinutes(37));

    assertThat(attempts(between(first, second))).isEqualTo(1);
    assertThat(attempts(between(first, second.plusNanos(1_000)))).isEqualTo(2);
    assertThat(attempts(between(first.plusNanos(1_000), second))).isZero();
    assertThat(attempts(between(first, first.plusNanos(1_000)))).isEqualTo(1);
    assertThat(attempts(between(second, first))).isZero();
    assertThat(attempts(between(Instant.MIN, Instant.MAX))).isEqualTo(2);
  }

  @Test
  void providersAndPoolsAreToldApart() {
    done("codex-cli", brought(OutcomeCode.COMPLETED, 0.1, TOKENS));
    done("claude", brought(OutcomeCode.COMPLETED, 0.1, TOKENS));
    Instant until = START.plusSeconds(60);

    assertThat(ledger.worked(new WorkFilter(POOL, "claude", START, until)))
        .extracting(Worked::provider)
        .containsExactly("claude");
    assertThat(ledger.worked(new WorkFilter(POOL, "gemini-cli", START, until))).isEmpty();
    assertThat(
            ledger.worked(
                new WorkFilter(
                    new dev.agentpool.pool.PoolId("other-00000000"), null, START, until)))
        .isEmpty();
  }

  @Test
  void whatDidNothingIsNoWorkAndWhatNobodyCountedIsToldAsSuch() {
    submit(spec("claude"));
    ledger.putBack(claim().attempt(), "not now", null).orThrow();
    assertThat(between(START, START.plusSeconds(60))).isEmpty();

    ledger.settle(claim().attempt(), brought(OutcomeCode.CRASHED, null, TokenUsage.NONE)).orThrow();
    Worked lost = between(START, START.plusSeconds(60)).getFirst();
    assertThat(lost.uncounted()).isEqualTo(1);
    assertThat(lost.cost().isKnown()).isFalse();
  }

  @Test
  void aCostThatBecomesKnownLateCountsOnceAndThen() {
    submit(spec("claude"));
    ClaimReply.Claimed lost = claim();
    clock.advance(Duration.ofDays(3));
    ledger.expire();
    ledger.expire();
    long before = attempts(between(START, clock.instant().plusSeconds(1)));
    clock.advance(Duration.ofHours(1));
    ledger.settle(lost.attempt(), brought(OutcomeCode.COMPLETED, 0.5, TOKENS));

    List<Worked> all = between(START, clock.instant().plusSeconds(1));
    assertThat(attempts(all)).isEqualTo(1);
    assertThat(before).isLessThanOrEqualTo(1);
    Worked known = all.stream().filter(one -> one.attempts() == 1).findFirst().orElseThrow();
    assertThat(known.cost()).isEqualTo(Cost.known(usd(0.5)));
    assertThat(known.tokens()).isEqualTo(new Tokens(100, 20, 3, 4, 0));
    assertThat(known.quarter()).isEqualTo(Worked.quarterOf(clock.instant()));
  }

  @Test
  void whatWasThoughtLostAndTellsLaterThatItNeverBeganIsNoWork() {
    submit(spec("claude"));
    ClaimReply.Claimed lost = claim();
    clock.advance(Duration.ofDays(3));
    ledger.expire();
    ledger.expire();
    ledger.settle(lost.attempt(), brought(OutcomeCode.CRASHED, null, TokenUsage.NONE));
    assertThat(attempts(between(START, clock.instant().plusSeconds(1)))).isEqualTo(1);
    ledger.settle(lost.attempt(), brought(OutcomeCode.NOT_STARTED, 0.0, TokenUsage.NONE));
    assertThat(attempts(between(START, clock.instant().plusSeconds(1)))).isZero();
  }

  private LiveSession open(@Nullable String coordinator) {
    return ledger
        .openSession(new SessionDraft(POOL, spec("claude"), coordinator, "{}", null, null, 4, null))
        .orThrow();
  }

  private AttemptKey claimIn(LiveSession session) {
    return ((ClaimReply.Claimed)
            ledger.claim(new HandCrankedNode(ledger, POOL, "node").request(session.id().value())))
        .attempt();
  }

  @Test
  void theTurnsOfSessionsAreCountedForTheirSessionsAlone() {
    LiveSession mine = open("coord_1");
    LiveSession other = open("coord_2");
    ledger.settle(claimIn(mine), brought(OutcomeCode.COMPLETED, 0.1, TOKENS)).orThrow();
    ledger.settle(claimIn(other), brought(OutcomeCode.COMPLETED, 0.9, TOKENS)).orThrow();
    done("claude", brought(OutcomeCode.COMPLETED, 0.9, TOKENS));

    List<Worked> ofMine =
        ledger.worked(new WorkFilter.OfSessions(Set.of(mine.id()), START, START.plusSeconds(60)));
    assertThat(ofMine).extracting(Worked::cost).containsExactly(Cost.known(usd(0.1)));
    assertThat(
            ledger.worked(
                new WorkFilter.OfSessions(
                    Set.of(mine.id()), START.plusSeconds(1), START.plusSeconds(60))))
        .isEmpty();
    assertThat(ledger.worked(new WorkFilter.OfSessions(Set.of(), START, START.plusSeconds(60))))
        .isEmpty();
  }

  @Test
  void aTurnThatWasCancelledWhileItsSessionLivedIsAnInterruptionItsEndIsNone() {
    LiveSession session = open(null);
    ledger.cancel(session.firstTurn(), "interrupted").orThrow();
    ledger.sendTurn(session.id(), TaskSpec.of("next"), null).orThrow();
    clock.advance(Duration.ofSeconds(1));
    ledger.endSession(session.id(), EndedAs.CANCELLED, "").orThrow();
    LiveSession calm = open(null);
    clock.advance(Duration.ofSeconds(1));
    ledger.endSession(calm.id(), EndedAs.CANCELLED, "").orThrow();

    assertThat(ledger.interruptions(Set.of(session.id(), calm.id())))
        .isEqualTo(Map.of(session.id(), 1));
    assertThat(ledger.interruptions(Set.of())).isEmpty();
  }

  @Test
  void sessionsAreFoundByWhenTheyWereOpened() {
    LiveSession first = open("coord_1");
    clock.advance(Duration.ofHours(1));
    LiveSession second = open("coord_2");
    Instant end = START.plus(Duration.ofHours(2));

    assertThat(ids(new SessionTimes(null, null, START, end, 9)))
        .containsExactly(second.id(), first.id());
    assertThat(ids(new SessionTimes(null, null, START, second.createdAt(), 9)))
        .containsExactly(first.id());
    assertThat(ids(new SessionTimes(POOL, "coord_2", START, end, 9))).containsExactly(second.id());
    assertThat(ids(new SessionTimes(null, null, START, end, 1))).containsExactly(second.id());
    assertThat(ids(new SessionTimes(null, null, Instant.MIN, Instant.MAX, 9))).hasSize(2);
  }

  private List<SessionId> ids(SessionTimes times) {
    return ledger.sessions(times).stream().map(LiveSession::id).toList();
  }
}
