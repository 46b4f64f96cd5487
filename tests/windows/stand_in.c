/* Stands in for programs. "hold FILE MILLISECONDS [READ]": writes FILE and runs so long, with the file
   READ open. "/silent /install": sets the version of WebView2. */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#ifndef WEBVIEW
#define WEBVIEW L""
#endif

int wmain(int count, wchar_t **arguments)
{
    if (count > 3 && !wcscmp(arguments[1], L"hold")) {
        if (count > 4 && CreateFileW(arguments[4], GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                     NULL, OPEN_EXISTING, 0, NULL) == INVALID_HANDLE_VALUE)
            return 1;
        fclose(_wfopen(arguments[2], L"w"));
        Sleep(_wtoi(arguments[3]));
        return 0;
    }
    if (count == 3 && !wcscmp(arguments[1], L"/silent") && !wcscmp(arguments[2], L"/install"))
        return RegSetKeyValueW(HKEY_CURRENT_USER,
                               L"Software\\Microsoft\\EdgeUpdate\\Clients\\"
                               L"{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
                               L"pv", REG_SZ, WEBVIEW, sizeof WEBVIEW);
    return 2;
}
