package org.duecourse.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out style sheets and scripts, for a year. */
@Controller
class AssetFiles {
  private static final CacheControl KEEP =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Assets assets;

  AssetFiles(Assets assets) {
    this.assets = assets;
  }

  @GetMapping("/assets/{file}")
  ResponseEntity<byte[]> file(@PathVariable String file) {
    return assets
        .at(file)
        .map(
            asset ->
                ResponseEntity.ok()
                    .contentType(asset.type())
                    .cacheControl(KEEP)
                    .body(asset.content()))
        .orElse(ResponseEntity.notFound().build());
  }
}
