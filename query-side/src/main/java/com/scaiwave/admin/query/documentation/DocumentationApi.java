package com.scaiwave.admin.query.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI document and a page that shows it; all parts of the page come from here. */
@RestController
record DocumentationApi(ApiDocument document) {
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    /** The folder into which the build unpacks the page's parts, whatever their version. */
    private static final String UI = "/swagger-ui/";

    private static final Map<String, String> ASSETS =
            Map.of(
                    "swagger-ui.css", "text/css",
                    "swagger-ui-bundle.js", "text/javascript",
                    "start.js", "text/javascript");
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <title>ScaiWave Admin API</title>
              <link rel="stylesheet" href="/docs/swagger-ui.css">
            </head>
            <body>
              <div id="api"></div>
              <script src="/docs/swagger-ui-bundle.js"></script>
              <script src="/docs/start.js"></script>
            </body>
            </html>
            """;
    private static final String START =
            """
            SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#api', deepLinking: true });
            """;

    @GetMapping("/v1/openapi.json")
    ResponseEntity<byte[]> document(Call call) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(document.json());
    }

    /** Redirects the root to the page, for browsers. */
    @GetMapping("/")
    ResponseEntity<Void> start() {
        return ResponseEntity.status(HttpStatus.FOUND).header("Location", "/docs").build();
    }

    @GetMapping("/docs")
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", PAGE_POLICY)
                .body(PAGE);
    }

    @GetMapping("/docs/{asset}")
    ResponseEntity<byte[]> asset(@PathVariable String asset) throws IOException {
        String type = ASSETS.get(asset);
        if (type == null) {
            throw new Refusal(ErrorCode.SW_NOT_FOUND, "There is nothing at this path.");
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(type)).body(read(asset));
    }

    private static byte[] read(String asset) throws IOException {
        if (asset.equals("start.js")) {
            return START.getBytes(UTF_8);
        }
        String path = UI + asset;
        try (InputStream in = DocumentationApi.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not packaged");
            }
            return in.readAllBytes();
        }
    }
}
