# One image for all processes of a split deployment: migrate, command, query, gateway.
# Build the jar first: mvn -DskipTests package

FROM eclipse-temurin:25-jdk AS layers
WORKDIR /layers
COPY api-gateway/split/target/node.jar node.jar
# Libraries and our own classes in separate layers: a new version is a small layer, and the JVM starts faster.
RUN java -Djarmode=tools -jar node.jar extract --destination extracted

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin scaiwave
WORKDIR /opt/scaiwave
COPY --from=layers /layers/extracted/lib lib
COPY --from=layers /layers/extracted/node.jar node.jar
COPY --chmod=0555 deploy/is-ready is-ready
USER 10001:10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+UseTransparentHugePages -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -Djdk.nio.maxCachedBufferSize=262144 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Duser.timezone=UTC"
EXPOSE 8080 9090
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["./is-ready"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-jar", "node.jar"]
