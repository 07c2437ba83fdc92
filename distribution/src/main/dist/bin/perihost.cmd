@echo off
rem The Perihost command line on Windows: what the shell script beside it does, for the same reasons.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "DIST=%%~fI"

set "JAVA="
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA for %%I in (java.exe) do set "JAVA=%%~$PATH:I"
if not defined JAVA goto nojava
if not exist "%JAVA%" goto nojava

rem Java says "    java.specification.version = 17": the fourth part between dots and equals signs. The outermost
rem quotes are for the second cmd, which takes them off; with a caret the first one does not count them.
set "FEATURE=0"
for /f "tokens=4 delims==." %%V in ('^""%JAVA%" -XshowSettings:properties -version 2^>^&1 ^| "%SystemRoot%\System32\findstr.exe" /c:"java.specification.version ="^"') do set /a FEATURE=%%V
if %FEATURE% LSS 17 goto oldjava

if not defined PERIHOST_HOME if defined USERPROFILE set "PERIHOST_HOME=%USERPROFILE%\.perihost"
if not defined PERIHOST_HOME goto nohome

set "OPTIONS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx128m -Xss512k -XX:+ExitOnOutOfMemoryError"
set "OPTIONS=%OPTIONS% -Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr"
set "OPTIONS=%OPTIONS% -Dfile.encoding=UTF-8 -Djava.awt.headless=true"
if %FEATURE% GEQ 23 set "OPTIONS=%OPTIONS% --sun-misc-unsafe-memory-access=allow"

if "%~1"=="simulate" goto simulate

rem An archive is used when it was made from these jars, and for "run" when the last start with it ended well.
set "ARCHIVE=%PERIHOST_HOME%\cache\classes.jsa"
set "SHARED="
set "TRIAL="
set "MADE="
set "HERE="
if not exist "%ARCHIVE%" goto start
if not exist "%ARCHIVE%.for" goto start
if not exist "%DIST%\lib\fingerprint" goto start
for /f "usebackq delims=" %%L in ("%ARCHIVE%.for") do if not defined MADE set "MADE=%%L"
for /f "usebackq delims=" %%L in ("%DIST%\lib\fingerprint") do if not defined HERE set "HERE=%%L"
if not "%MADE%"=="%HERE%" goto start
if not "%~1"=="run" goto share
if exist "%ARCHIVE%.trying" goto distrust
(type nul >"%ARCHIVE%.trying") 2>nul || goto start
set TRIAL="-Dperihost.archive.trying=%ARCHIVE%.trying"
:share
set SHARED="-XX:SharedArchiveFile=%ARCHIVE%"
goto start
:distrust
set "TRIAL=-Dperihost.archive=distrusted"
:start
"%JAVA%" %OPTIONS% "-XX:ErrorFile=%PERIHOST_HOME%\log\crash-%%p.log" %SHARED% %TRIAL% %JAVA_OPTS% -jar "%DIST%\lib\host.jar" %*
exit /b %ERRORLEVEL%

rem No host: a main class among the same jars.
:simulate
if %FEATURE% GEQ 22 set "OPTIONS=%OPTIONS% --enable-native-access=ALL-UNNAMED"
set "JARS=%DIST%\bundles\*;%DIST%\lib\*;%DIST%\platform\*"
"%JAVA%" %OPTIONS% "-XX:ErrorFile=%PERIHOST_HOME%\log\crash-%%p.log" %JAVA_OPTS% -cp "%JARS%" perihost.simulator.alone.Simulate %*
exit /b %ERRORLEVEL%

:nojava
if defined JAVA_HOME (
    >&2 echo perihost: JAVA_HOME: no bin\java.exe in "%JAVA_HOME%"
) else (
    >&2 echo perihost: no Java found: install Java 17 or newer, or set JAVA_HOME
)
exit /b 2
:oldjava
>&2 echo perihost: needs Java 17 or newer; "%JAVA%" is older
exit /b 2
:nohome
>&2 echo perihost: no home folder: set PERIHOST_HOME or USERPROFILE
exit /b 2
