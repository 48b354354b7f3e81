package dev.agentpool.mcp;

import io.modelcontextprotocol.spec.McpError;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Blocking work as the SDK wants it: on a virtual thread, so that no request waits for another. */
final class Blocking {
  private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);

  private Blocking() {}

  /** The result of the work; a refusal becomes an error of the given code. */
  static <T> Mono<T> mono(String what, int refusedCode, Callable<T> work) {
    return Mono.create(sink ->
        Thread.ofVirtual()
            .name("mcp " + what)
            .start(() -> {
              try {
                sink.success(work.call());
              } catch (McpError e) {
                sink.error(e);
              } catch (McpRefused e) {
                sink.error(Wire.error(refusedCode, String.valueOf(e.getMessage())));
              } catch (Throwable e) { // whatever it is, the client does not wait for ever
                LOG.warn("{} failed", what, e);
                sink.error(Wire.error(Wire.INTERNAL_ERROR, what + " failed: " + e));
              }
            }));
  }
}
