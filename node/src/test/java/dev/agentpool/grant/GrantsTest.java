package dev.agentpool.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.space.SetAside;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRules;
import dev.agentpool.testkit.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is allowed for a while ends by the clock, or when it is taken back, and is for one use. */
class GrantsTest {
  private static final PoolId POOL = new PoolId("main-00000001");
  private static final PoolId OTHER = new PoolId("other-00000002");
  private static final String DIGEST = "0123456789abcdef0123456789abcdef";
  private final SettableClock clock = new SettableClock();
  private final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  private final Grants grants = new Grants(ledger);

  GrantsTest() {
    ledger.openPool(new PoolRecord(POOL, "main", "/tmp/main", Caps.NONE));
    ledger.openPool(new PoolRecord(OTHER, "other", "/tmp/other", Caps.NONE));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Grant grant(String digest, String question, Duration time) {
    return new Grant(
        Grant.idOf(digest),
        digest,
        "Bash: make \"test\"\tüñ",
        "claude",
        "Bash",
        Optional.empty(),
        "ada",
        ledger.now(),
        ledger.now().plus(time),
        new QuestionId(question),
        new TaskId("task-1a"),
        Optional.empty());
  }

  private Grant given(String digest, String question, Duration time) {
    return grants.give(POOL, grant(digest, question, time)).orThrow();
  }

  @Test
  void itHoldsUntilItsTimeAndNotAMomentLonger() {
    Grant hour = given(DIGEST, "question-1a", Duration.ofHours(1));
    assertThat(grants.over(POOL, DIGEST)).contains(hour);
    clock.advance(Duration.ofHours(1).minusNanos(1_000));
    assertThat(grants.over(POOL, DIGEST)).contains(hour);
    clock.advance(Duration.ofNanos(1_000));
    assertThat(grants.over(POOL, DIGEST)).isEmpty();
    assertThat(grants.list(POOL)).isEmpty();
  }

  @Test
  void itIsForOneUseOfOnePool() {
    given(DIGEST, "question-1a", Duration.ofHours(1));
    assertThat(grants.over(OTHER, DIGEST)).isEmpty();
    String begunAlike = DIGEST.substring(0, 31) + "0";
    assertThat(Grant.idOf(begunAlike)).isEqualTo(Grant.idOf(DIGEST));
    assertThat(grants.over(POOL, begunAlike)).as("the whole digest counts").isEmpty();
  }

  @Test
  void whatWasTakenBackIsNotGivenAgainByTheSameAnswer() {
    Grant hour = given(DIGEST, "question-1a", Duration.ofHours(1));
    assertThat(grants.revoke(POOL, hour.id())).contains(hour);
    assertThat(grants.over(POOL, DIGEST)).isEmpty();
    assertThat(grants.list(POOL)).isEmpty();
    assertThat(grants.revoke(POOL, hour.id())).as("once").isEmpty();
    given(DIGEST, "question-1a", Duration.ofHours(1)); // as a daemon that comes after does
    assertThat(grants.over(POOL, DIGEST)).isEmpty();
    Grant anew = given(DIGEST, "question-2b", Duration.ofMinutes(1));
    assertThat(grants.over(POOL, DIGEST)).contains(anew);
  }

  @Test
  void ofTwoAnswersTheLongerOneCounts() {
    Grant hour = given(DIGEST, "question-1a", Duration.ofHours(1));
    assertThat(given(DIGEST, "question-2b", Duration.ofMinutes(5))).isEqualTo(hour);
    Grant day = given(DIGEST, "question-3c", Duration.ofDays(1));
    assertThat(grants.list(POOL)).containsExactly(day);
  }

  @Test
  void thereAreSoManyAndWhatIsOverMakesRoom() {
    for (int i = 0; i < Grants.MOST; i++) {
      given(String.format("%016x%016x", i, 0), "question-1a", Duration.ofMinutes(1));
    }
    assertThat(grants.give(POOL, grant(DIGEST, "question-2b", Duration.ofHours(1))))
        .isInstanceOf(Reply.Refused.class);
    clock.advance(Duration.ofMinutes(1));
    assertThat(grants.give(POOL, grant(DIGEST, "question-2b", Duration.ofHours(1))))
        .isInstanceOf(Reply.Done.class);
    assertThat(ledger.notes(POOL, Grants.SPACE.name())).hasSize(1);
  }

  @Test
  void whatCannotBeReadAllowsNothingAndIsSetAside() {
    given(DIGEST, "question-1a", Duration.ofHours(1));
    String wrong = "{\"digest\":\"" + DIGEST + "\",\"until\":\"for ever\"}";
    ledger.putNotes(
        POOL,
        Grants.SPACE.name(),
        List.of(new NotePut(Grant.idOf(DIGEST), wrong, new NotePut.Expected.Anything())),
        NoteBound.of(4_000, 4_000));
    assertThat(grants.over(POOL, DIGEST)).isEmpty();
    assertThat(SetAside.SPACE.in(ledger).list(POOL)).hasSize(1);
  }
}
