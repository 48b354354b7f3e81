package dev.agentpool.webhook;

import static dev.agentpool.webhook.Surroundings.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.schedule.Omission;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class WebhooksTest {
  private static final String SECRET = "a secret of sixteen";
  @TempDir Path folder;
  private Surroundings around;
  private Target target;

  @BeforeEach
  void begin() throws IOException {
    around = new Surroundings(folder);
    target = new Target();
    around.open.add(target.origin());
  }

  @AfterEach
  void end() {
    around.close();
    target.close();
  }

  private static void await(Runnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion::run);
  }

  @Test
  void aCompletedTaskIsToldWithWhatCameOfIt() {
    Webhooks webhooks = around.start();
    webhooks.add(POOL, target.url(), List.of(), SECRET);
    TaskId id = around.done("hello");
    await(() -> assertThat(target.received()).hasSize(1));
    Target.Received received = target.received().getFirst();
    JsonNode json = received.json();
    assertThat(json.get("event").asString()).isEqualTo("task_completed");
    assertThat(json.get("timestamp_ms").asLong()).isPositive();
    assertThat(json.get("task_id").asString()).isEqualTo(id.value());
    assertThat(json.get("state").asString()).isEqualTo("completed");
    assertThat(json.get("success").asBoolean()).isTrue();
    assertThat(json.get("output").asString()).isEqualTo("done: hello");
    assertThat(json.get("cost_microdollars").asLong()).isEqualTo(42);
    assertThat(json.get("tags").get(0).asString()).isEqualTo("t1");
    assertThat(json.get("pool").asString()).isEqualTo(POOL.value());
    assertThat(received.header("Content-Type")).isEqualTo("application/json");
    assertThat(received.header("User-Agent")).isEqualTo("agentpool/1.2.3");
    assertThat(received.exchange().getRequestMethod()).isEqualTo("POST");
    assertThat(received.exchange().getRequestURI()).hasToString("/hook?a=1");
  }

  @Test
  void theSignatureIsTheHmacOfTimestampAndBody() throws Exception {
    around.start().add(POOL, target.url(), List.of(), SECRET);
    around.done("grüße");
    await(() -> assertThat(target.received()).hasSize(1));
    Target.Received received = target.received().getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = received.header("X-Agentpool-Timestamp") + "." + received.text();
    assertThat(received.header("X-Agentpool-Signature"))
        .isEqualTo(
            "sha256="
                + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void aLongOutputIsCutAtSixteenKibibytesAndSaysSo() {
    around.start().add(POOL, target.url(), List.of(), SECRET);
    around.submit(TaskSpec.of("long"));
    around.runOne("x" + "ü".repeat(20_000), OutcomeCode.COMPLETED);
    await(() -> assertThat(target.received()).hasSize(1));
    JsonNode json = target.received().getFirst().json();
    assertThat(json.get("output").asString()).isEqualTo("x" + "ü".repeat(8_191));
    assertThat(json.get("output_truncated").asBoolean()).isTrue();
  }

  @Test
  void onlyTheNamedEventsAreSentAndAnUnknownNameIsRefusedWithTheKnownOnes() {
    Webhooks webhooks = around.start();
    webhooks.add(POOL, target.url(), List.of("task_failed", "review_pending"), SECRET);
    around.done("not told");
    around.submit(TaskSpec.of("bad"));
    around.runOne("", OutcomeCode.AGENT_ERROR);
    around.submit(TaskSpec.of("review").withReview(new ReviewPolicy(true, 3)));
    around.runOne("look", OutcomeCode.COMPLETED);
    await(() -> assertThat(target.events()).containsExactly("task_failed", "review_pending"));
    assertThatThrownBy(() -> webhooks.add(POOL, target.url(), List.of("task_done"), null))
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll("task_done", "task_completed", "drain_completed");
  }

  @Test
  void aQuestionIsToldWhenItIsAskedAndWhenItIsAnsweredButNotWhatItIsAbout() {
    around.start().add(POOL, target.url(), List.of("question_asked", "question_answered"), SECRET);
    Asked asked =
        new Asked(Asked.Kind.PERMISSION, "Bash: deploy", "{\"secret\":\"inner\"}", List.of());
    Question question =
        around.ledger.ask(new QuestionDraft(POOL, null, null, asked, null, null, null)).orThrow();
    around.ledger.answer(question.id(), Answer.no("not today"), "ada").orThrow();
    await(() -> assertThat(target.events()).containsExactly("question_asked", "question_answered"));
    JsonNode told = target.received().get(1).json();
    assertThat(told.get("question_id").asString()).isEqualTo(question.id().value());
    assertThat(told.get("title").asString()).isEqualTo("Bash: deploy");
    assertThat(told.get("answer").asString()).isEqualTo("no");
    assertThat(told.get("answered_by").asString()).isEqualTo("ada");
    assertThat(told.toString()).doesNotContain("inner");
  }

  @Test
  void aChainIsToldAsAChainAndItsClosingTaskNotAtAll() {
    around.start().add(POOL, target.url(), List.of(), SECRET);
    TaskId chain = around.chain();
    around.runOne("one", OutcomeCode.COMPLETED);
    around.runOne("closed", OutcomeCode.COMPLETED);
    await(() -> assertThat(target.events()).containsExactly("task_completed", "chain_completed"));
    JsonNode json = target.received().get(1).json();
    assertThat(json.get("chain_id").asString()).isEqualTo(chain.value());
    assertThat(json.get("output").asString()).isEqualTo("all of it");
    assertThat(json.get("cost_microdollars").asLong()).isEqualTo(70);
  }

  @Test
  void aDrainIsToldWithItsSummary() {
    Webhooks webhooks = around.start();
    webhooks.add(POOL, target.url(), List.of("drain_completed"), SECRET);
    webhooks.drained(POOL, 7, Cost.known(Money.ofMicros(1_000)));
    await(() -> assertThat(target.events()).containsExactly("drain_completed"));
    JsonNode json = target.received().getFirst().json();
    assertThat(json.get("total_tasks_completed").asLong()).isEqualTo(7);
    assertThat(json.get("total_cost_microdollars").asLong()).isEqualTo(1_000);
  }

  @Test
  void timesThatAScheduleMissedAreToldWithTheirReason() {
    around.start().add(POOL, target.url(), List.of("schedule_missed"), SECRET);
    Instant time = Instant.parse("2026-01-01T02:00:00Z");
    Omission.SPACE
        .in(around.ledger)
        .put(POOL, "nightly", new Omission(3, List.of(time), "asleep", true));
    await(() -> assertThat(target.events()).containsExactly("schedule_missed"));
    assertThat(target.received().getFirst().text())
        .contains(
            "\"schedule\":\"nightly\",\"count\":3,\"times_ms\":[" + time.toEpochMilli() + "]",
            "\"reason\":\"asleep\",\"made_up\":true");
  }

  @Test
  void drainsThatAreOverInTheSameMillisecondAreToldEachWithItsFigures() {
    Webhooks webhooks = around.start();
    webhooks.add(POOL, target.url(), List.of("drain_completed"), SECRET);
    webhooks.drained(POOL, 7, Cost.NOTHING);
    webhooks.drained(POOL, 8, Cost.NOTHING);
    await(() -> assertThat(target.received()).hasSize(2));
    assertThat(target.received())
        .extracting(received -> received.json().get("total_tasks_completed").asLong())
        .containsExactly(7L, 8L);
  }

  @Test
  void aWebhookThatWasRemovedMeanwhileIsNotBroughtBackByItsEnd() {
    Webhooks webhooks = around.start();
    Webhook webhook = webhooks.add(POOL, target.url(), List.of(), SECRET);
    WebhookNotes notes = new WebhookNotes(around.ledger);
    assertThat(notes.replace(webhook.disabledFor("gone"))).isTrue();
    assertThat(webhooks.get(POOL, webhook.id()).disabled()).isEqualTo("gone");
    notes.remove(POOL, webhook.id());
    assertThat(notes.replace(webhook.disabledFor("gone"))).isFalse();
    assertThat(webhooks.list(POOL)).isEmpty();
  }

  @Test
  void aTargetThatAnswers500ForAnHourGetsTheEventAfterIt() {
    Instant up = around.clock.instant().plus(Duration.ofHours(1));
    target.answering(exchange ->
        exchange.sendResponseHeaders(around.clock.instant().isBefore(up) ? 500 : 200, -1));
    Webhooks webhooks = around.start();
    Webhook webhook = webhooks.add(POOL, target.url(), List.of(), SECRET);
    around.done("patience");
    await(() -> assertThat(webhooks.deliveries(POOL, webhook.id())).hasSize(6));
    List<Delivery> tries = webhooks.deliveries(POOL, webhook.id());
    assertThat(tries.getFirst().delivered()).isTrue();
    assertThat(tries.getLast().error()).isEqualTo("answered 500");
    assertThat(tries.stream().map(Delivery::id).distinct()).hasSize(1);
    assertThat(Duration.between(tries.getLast().at(), tries.getFirst().at()))
        .isEqualTo(Duration.ofSeconds(5 + 30 + 120 + 600 + 3_600));
  }

  @Test
  void anEventIsGivenUpAfterEightTriesAndTheNextOneGetsItsTurn() {
    AtomicInteger answers = new AtomicInteger();
    target.answering(
        exchange -> exchange.sendResponseHeaders(answers.incrementAndGet() <= 8 ? 503 : 200, -1));
    Webhooks webhooks = around.start();
    Webhook webhook = webhooks.add(POOL, target.url(), List.of(), SECRET);
    around.done("lost");
    around.done("next");
    await(() -> assertThat(webhooks.deliveries(POOL, webhook.id())).hasSize(9));
    List<Delivery> tries = webhooks.deliveries(POOL, webhook.id());
    assertThat(tries.get(1).attempt()).isEqualTo(8);
    assertThat(tries.get(1).isLast()).isTrue();
    assertThat(tries.getFirst().delivered()).isTrue();
    assertThat(target.received().getLast().json().get("output").asString()).isEqualTo("done: next");
  }

  @Test
  void aTargetThatHangsIsLeftAndDelaysNoOther() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    around.pause = _ -> new CountDownLatch(1).await(); // its second try never comes
    try (Target slow = new Target().answering(_ -> hang(released))) {
      around.open.add(slow.origin());
      Webhooks webhooks = around.start();
      Webhook hanging = webhooks.add(POOL, slow.url(), List.of(), SECRET);
      webhooks.add(POOL, target.url(), List.of(), SECRET);
      around.done("one");
      await(() -> assertThat(target.received()).hasSize(1));
      await(() ->
          assertThat(webhooks.deliveries(POOL, hanging.id()))
              .singleElement()
              .satisfies(
                  delivery -> assertThat(delivery.error()).startsWith("no answer within 1 s")));
      around.done("two");
      await(() -> assertThat(target.received()).hasSize(2));
      released.countDown();
    }
  }

  private static void hang(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRedirectToLoopbackIsNotFollowed() throws Exception {
    try (Target inside = new Target()) {
      target.answering(exchange -> {
        exchange.getResponseHeaders().add("Location", inside.url());
        exchange.sendResponseHeaders(307, -1);
      });
      Webhooks webhooks = around.start();
      Webhook webhook = webhooks.add(POOL, target.url(), List.of(), SECRET);
      Delivery delivery = webhooks.test(POOL, webhook.id());
      assertThat(delivery.status()).isEqualTo(307);
      assertThat(delivery.error()).contains("redirects are not followed");
      assertThat(inside.received()).isEmpty();
    }
  }

  @Test
  void aNameThatMeansAnotherAddressAtTheSecondLookIsRefusedThen() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    around.open.clear();
    around.resolver =
        _ ->
            List.of(
                InetAddress.getByName(
                    looks.incrementAndGet() == 1 ? "93.184.216.34" : "127.0.0.1"));
    Webhooks webhooks = around.start();
    String url = target.url().replace("127.0.0.1", "rebinding.example");
    Webhook webhook = webhooks.add(POOL, url, List.of(), SECRET);
    Delivery delivery = webhooks.test(POOL, webhook.id());
    assertThat(delivery.error()).contains("127.0.0.1").contains("not on the public internet");
    assertThat(target.received()).isEmpty();
    assertThat(looks).hasValue(2); // the checked answer is the one that is used
  }

  @Test
  void theConnectionGoesToTheCheckedAddressUnderTheNameOfTheUrl() throws Exception {
    around.resolver = _ -> List.of(InetAddress.getLoopbackAddress());
    String url = target.url().replace("127.0.0.1", "hooks.example");
    around.open.add(java.net.URI.create(url).resolve("/"));
    Webhooks webhooks = around.start();
    Webhook webhook = webhooks.add(POOL, url, List.of(), SECRET);
    assertThat(webhooks.test(POOL, webhook.id()).delivered()).isTrue();
    assertThat(target.received().getFirst().header("Host"))
        .isEqualTo("hooks.example:" + target.origin().getPort());
  }

  @Test
  void aTargetThatIsGoneDisablesItsWebhook() {
    target.answering(410);
    Webhooks webhooks = around.start();
    Webhook webhook = webhooks.add(POOL, target.url(), List.of(), SECRET);
    around.done("one");
    await(() -> assertThat(webhooks.get(POOL, webhook.id()).disabled()).contains("410"));
    around.done("two");
    webhooks.close();
    around.start();
    assertThat(target.received()).hasSize(1);
  }

  @Test
  void nothingIsLostOrCountedAnewOverARestart() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    target.answering(500);
    around.pause =
        due -> {
          around.clock.set(due);
          second.countDown();
          if (second.getCount() == 0) {
            new CountDownLatch(1).await(); // the daemon stops while it waits for the third try
          }
        };
    Webhooks before = around.start();
    Webhook webhook = before.add(POOL, target.url(), List.of(), SECRET);
    around.done("before");
    second.await();
    before.close();
    around.done("while nobody was there");
    target.answering(200);
    around.pause = around.clock::set;
    Webhooks after = around.start();
    await(() -> assertThat(target.received()).hasSize(4));
    List<Delivery> tries = after.deliveries(POOL, webhook.id());
    assertThat(tries.stream().map(Delivery::attempt)).containsExactly(1, 3, 2, 1);
    assertThat(tries.get(1).id()).isEqualTo(tries.get(2).id());
    assertThat(target.received().getLast().json().get("output").asString()).contains("nobody");
    after.close();
    Webhooks third = around.start();
    around.done("third");
    await(() -> assertThat(target.received()).hasSize(5));
    assertThat(third.deliveries(POOL, webhook.id())).hasSize(5);
  }

  @Test
  void aSecretIsMadeWhenNoneIsGivenAndAShortOneIsRefused() {
    Webhooks webhooks = around.start();
    assertThat(webhooks.add(POOL, target.url(), List.of(), null).secret())
        .matches("whsec_[0-9a-f]{64}");
    assertThatThrownBy(() -> webhooks.add(POOL, target.url(), List.of(), "short"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("16");
  }

  @Test
  void aRemovedWebhookIsGoneWithItsLog() throws Exception {
    Webhooks webhooks = around.start();
    Webhook webhook = webhooks.add(POOL, target.url(), List.of(), null);
    webhooks.test(POOL, webhook.id());
    webhooks.remove(POOL, webhook.id());
    assertThat(webhooks.list(POOL)).isEmpty();
    assertThat(folder.resolve("webhooks")).isEmptyDirectory();
    assertThatThrownBy(() -> webhooks.remove(POOL, webhook.id()))
        .isInstanceOf(Refused.class)
        .hasMessage("webhook not found: " + webhook.id());
    around.done("nobody hears");
    assertThat(target.events()).containsExactly("test");
  }
}
