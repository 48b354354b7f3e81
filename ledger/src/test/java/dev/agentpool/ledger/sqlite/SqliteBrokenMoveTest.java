package dev.agentpool.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move that throws, in one group commit with others. */
class SqliteBrokenMoveTest {
  @TempDir Path folder;

  private static PoolRecord pool(String name) {
    return new PoolRecord(new PoolId(name), name, "/" + name, Caps.NONE);
  }

  @Test
  void theOthersOfItsCommitAreCarriedOutAndNothingOfItIs() throws Exception {
    CountDownLatch queued = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SqliteStore store =
            SqliteStore.open(new SqliteFile(folder.resolve("ledger.db")), Clock.systemUTC())) {
      Future<?> first =
          threads.submit(() ->
              store.write(books -> {
                writing.countDown();
                return await(queued);
              }));
      writing.await();
      List<Future<?>> others = new ArrayList<>();
      for (String name : List.of("a", "b", "broken", "c")) {
        others.add(
            threads.submit(() ->
                store.write(books -> {
                  books.pools().put(pool(name));
                  if (name.equals("broken")) {
                    throw new IllegalStateException("a defect");
                  }
                  return name;
                })));
      }
      queued.countDown();
      first.get();
      for (Future<?> one : List.of(others.get(0), others.get(1), others.get(3))) {
        one.get();
      }
      assertThatThrownBy(others.get(2)::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("a defect");
      List<String> there =
          List.of("a", "b", "broken", "c").stream()
              .filter(
                  name -> store.write(books -> books.pools().find(new PoolId(name))).isPresent())
              .toList();
      assertThat(there).containsExactly("a", "b", "c");
    }
  }

  @Test
  void ofSeveralThatComeTogetherTheOthersAreCarriedOutBeforeTheirCallerIsTold() {
    try (SqliteStore store =
        SqliteStore.open(new SqliteFile(folder.resolve("ledger.db")), Clock.systemUTC())) {
      List<Function<Books, String>> moves =
          List.of(
              books -> put(books, "a"),
              _ -> {
                throw new IllegalStateException("a defect");
              },
              books -> put(books, "b"));

      assertThatThrownBy(() -> store.writeEach(moves)).hasMessage("a defect");

      for (String name : List.of("a", "b")) {
        assertThat(store.<Boolean>write(books -> books.pools().find(new PoolId(name)).isPresent()))
            .isTrue();
      }
    }
  }

  private static String put(Books books, String name) {
    books.pools().put(pool(name));
    return name;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
