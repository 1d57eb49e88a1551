package org.duecourse.store;

import java.nio.file.Path;

/**
 * A second program for tests: opens a folder and adds clinics until it is killed, printing the
 * number of each when it was acknowledged. With {@code hold} it only keeps the folder open.
 */
final class StoreProgram {
  private StoreProgram() {}

  /** Arguments: the folder, and from which number on; or the folder and 'hold'. */
  public static void main(String[] args) throws InterruptedException {
    Store store =
        Store.open(
            new StorePlace.Folder(Path.of(args[0])), line -> System.out.println("said: " + line));
    System.out.println("server " + store.serverProcess().orElseThrow());
    if (args[1].equals("hold")) {
      Thread.currentThread().join();
    }
    for (int i = Integer.parseInt(args[1]); ; i++) {
      String id = Integer.toString(i);
      store
          .jdbi()
          .useHandle(
              h ->
                  h.execute("insert into site (id, name, zone) values (?, 'a clinic', 'UTC')", id));
      System.out.println("acknowledged " + id);
    }
  }
}
