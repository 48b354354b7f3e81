package dev.agentpool.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is written to a peer, and what its messages come to. */
class RpcPeerTest {
  private final List<String> written = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final RpcHandler handler =
      new RpcHandler() {
        @Override
        public void notified(String method, JsonNode params) {
          heard.add("notified " + method + " " + params);
        }

        @Override
        public void asked(JsonNode id, String method, JsonNode params) {
          heard.add("asked " + id + " " + method + " " + params);
        }

        @Override
        public void puzzled(JsonNode message) {
          heard.add("puzzled " + message);
        }
      };
  private final RpcPeer peer = peer(RpcPeer.Wording.VERSIONED);

  private RpcPeer peer(RpcPeer.Wording wording) {
    return new RpcPeer(
        bytes -> written.add(new String(bytes, StandardCharsets.UTF_8)), wording, handler);
  }

  private void says(String line) {
    peer.heard(Json.parse(line).orElseThrow());
  }

  private String idOf(int message) {
    return Json.text(Json.parse(written.get(message)).orElseThrow(), "id", "");
  }

  @Test
  void aMessageSaysItsVersionOrLeavesItOut() {
    peer.notify("a", Json.object().put("x", 1));
    peer(RpcPeer.Wording.BARE).notify("a", Json.object().put("x", 1));
    assertThat(written)
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"x\":1}}\n",
            "{\"method\":\"a\",\"params\":{\"x\":1}}\n");
  }

  @Test
  void anAnswerIsItsRequestsWhateverTheOrder() throws Exception {
    CompletableFuture<JsonNode> one = peer.request("one", Json.object());
    CompletableFuture<JsonNode> two = peer.request("two", Json.object());
    says("{\"id\":\"" + idOf(1) + "\",\"result\":2}");
    says("{\"id\":\"" + idOf(0) + "\",\"result\":null}");
    assertThat(two.get().asInt()).isEqualTo(2);
    assertThat(one.get().isNull()).isTrue();
  }

  @Test
  void anAnswerToARequestOfTheDaemonBeforeIsHeardByWhoExpectsIt() throws Exception {
    CompletableFuture<JsonNode> expected = peer.expect("turn-1");
    says("{\"id\":\"turn-0\",\"result\":0}");
    says("{\"id\":1,\"result\":0}");
    assertThat(expected).isNotDone();
    peer.closed("gone");
    says("{\"id\":\"turn-1\",\"result\":7}");
    assertThat(expected.get().asInt()).isEqualTo(7);
  }

  @Test
  void anErrorIsToldWithWhatItsDataSays() {
    CompletableFuture<JsonNode> answer = peer.request("x", Json.object());
    says(
        "{\"id\":\""
            + idOf(0)
            + "\",\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":{\"details\":\"400"
            + " bad\"}}}");
    assertThatThrownBy(answer::join)
        .cause()
        .isInstanceOfSatisfying(
            RpcFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(-32603);
              assertThat(failure.said()).isEqualTo("Internal error: 400 bad");
            });
  }

  @Test
  void whatIsAskedIsAnsweredUnderTheIdAsItCame() {
    says("{\"id\":7,\"method\":\"may\",\"params\":{\"x\":1}}");
    says("{\"id\":\"7\",\"method\":\"may\"}");
    assertThat(heard).hasSize(2).first().isEqualTo("asked 7 may {\"x\":1}");
    peer.answer(Json.parse("{\"id\":7}").orElseThrow().path("id"), Json.object());
    peer.refuse(Json.parse("{\"id\":\"7\"}").orElseThrow().path("id"), -32601, "no");
    assertThat(written)
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}\n",
            "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"error\":{\"code\":-32601,\"message\":\"no\"}}\n");
  }

  @Test
  void whatIsNoMessagePuzzlesAndHarmsNothing() {
    says("{}");
    says("{\"id\":5}");
    says("{\"id\":{},\"method\":\"odd\"}");
    assertThat(heard).hasSize(3).last().asString().startsWith("notified odd");
  }

  @Test
  void whoIsGoneAnswersNothingAndSaysSoAtOnce() {
    CompletableFuture<JsonNode> before = peer.request("x", Json.object());
    peer.closed("it ended");
    assertThatThrownBy(before::join).hasMessageContaining("it ended");
    assertThatThrownBy(peer.request("y", Json.object())::join)
        .cause()
        .isInstanceOf(RpcFailure.class);
    RpcPeer broken =
        new RpcPeer(
            bytes -> {
              throw new ProcessException(ProcessException.Code.HOST_CLOSED, "closed", null);
            },
            RpcPeer.Wording.BARE,
            handler);
    assertThatThrownBy(broken.request("z", Json.object())::join).hasMessageContaining("closed");
  }

  @Test
  void patienceEnds() {
    assertThatThrownBy(() -> peer.ask("x", Json.object(), Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class);
  }
}
