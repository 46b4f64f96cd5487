; The files of an installation: which they are, whether they can be replaced, and replacing them.
;
; An installation keeps the list of its files in its folder, since the next version and the
; uninstaller must remove what it brought and nothing that the user put there. Where the list is,
; the installation is whole: it is the first that goes and the last that comes.

!define LIST "files.txt"
!define NEW "~new"
!define OLD "~old"
!define FOREIGN ".cu"

Var List
Var File
Var Probe
Var Busy
Var Missing
Var Tries

; Runs what stands up to ${NextFile} with $File for each line of a list, none where it is missing.
!macro EachFile PATH
  FileOpen $List "${PATH}" r
  ${Do}
    ClearErrors
    FileReadUTF16LE $List $File
    ${IfThen} ${Errors} ${|} ${ExitDo} ${|}
    StrCpy $File $File -2
!macroend
!macro NextFile
  ${Loop}
  FileClose $List
!macroend
!define EachFile "!insertmacro EachFile"
!define NextFile "!insertmacro NextFile"

; Removes the folders that a file lay in below a root, as far as they are empty.
!macro RemoveEmptyFolders ROOT
  ${Do}
    ${GetParent} "$File" $File
    ${IfThen} $File == "" ${|} ${ExitDo} ${|}
    RMDir "${ROOT}\$File"
  ${Loop}
!macroend

!macro RequireNew PATH
  !searchreplace PACKED_FILE "${PATH}" "/" "\"
  ${IfNot} ${FileExists} "$INSTDIR\${NEW}\${PACKED_FILE}"
    StrCpy $Missing "$INSTDIR\${PACKED_FILE}"
  ${EndIf}
!macroend

!macro FileFunctions UN
  ; Sets $Busy to a file of the installation that cannot be written, as that of a running program.
  Function ${UN}FindBusy
    StrCpy $Busy ""
    ${EachFile} "$INSTDIR\${LIST}"
      Call ${UN}ProbeFile
    ${NextFile}
    !if "${UN}" == ""
      ${EachFile} "$INSTDIR\${NEW}\${LIST}"
        Call ProbeFile
      ${NextFile}
    !endif
  FunctionEnd

  Function ${UN}ProbeFile
    ; The uninstaller itself runs when it was told not to run from a copy.
    ${If} "$INSTDIR\$File" != $EXEPATH
    ${AndIf} ${FileExists} "$INSTDIR\$File"
      ClearErrors
      FileOpen $Probe "$INSTDIR\$File" a
      ${If} ${Errors}
        StrCpy $Busy "$INSTDIR\$File"
      ${Else}
        FileClose $Probe
      ${EndIf}
    ${EndIf}
  FunctionEnd

  ; Waits until every file can be written; where it stays in use, $Busy is set and the exit code too.
  ; A silent run waits longer, since it cannot ask: whoever starts it may be closing the program.
  Function ${UN}WaitUntilFree
    DetailPrint "${CHECKING}"
    StrCpy $Tries 0
    ${Do}
      Call ${UN}FindBusy
      ${IfThen} $Busy == "" ${|} ${ExitDo} ${|}
      IntOp $Tries $Tries + 1
      ${If} ${Silent}
      ${AndIf} $Tries > 30
        SetErrorLevel ${EXIT_IN_USE}
        ${ExitDo}
      ${ElseIfNot} ${Silent}
      ${AndIf} $Tries > 4
        ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${${UN}PROGRAM_RUNS}" IDCANCEL`
          SetErrorLevel ${EXIT_CANCELLED}
          ${ExitDo}
        ${EndIf}
        StrCpy $Tries 0
      ${EndIf}
      Sleep 500
    ${Loop}
  FunctionEnd
!macroend

; Writes the paths of all files in the new folder, from there, into the open list there.
; The stack's top is the folder to start with: nothing, or a path that ends in a backslash.
Function ListNew
  Exch $R0
  Push $R1
  Push $R2
  FindFirst $R1 $R2 "$INSTDIR\${NEW}\$R0*.*"
  ${DoUntil} $R2 == ""
    ${If} $R2 != "."
    ${AndIf} $R2 != ".."
    ${AndIf} "$R0$R2" != "${LIST}"
      ${If} ${FileExists} "$INSTDIR\${NEW}\$R0$R2\*.*"
        Push "$R0$R2\"
        Call ListNew
      ${Else}
        FileWriteUTF16LE $List "$R0$R2$\r$\n"
      ${EndIf}
    ${EndIf}
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1
  Pop $R2
  Pop $R1
  Pop $R0
FunctionEnd

; Sets $Missing to a file that was unpacked and is not there any more: virus scanners take files away.
; Which files were packed is known when the installer is made.
Function FindMissing
  StrCpy $Missing ""
  !tempfile PACKED
  !system `cd "${PROGRAM}" && find -L * -type f | LC_ALL=C sort | sed 's|.*|!insertmacro RequireNew "&"|' > "${PACKED}"` = 0
  !include /CHARSET=UTF8 "${PACKED}"
  !delfile "${PACKED}"
  !insertmacro RequireNew "${UNINSTALLER}"
FunctionEnd

; Moves $File from one folder below the installation to another ("" or "\name"), and sets $Busy where
; that fails. Virus scanners hold fresh files for a moment, so it is tried for some seconds.
!macro MoveFile FROM TO
  ${GetParent} "$File" $R0
  CreateDirectory "$INSTDIR${TO}\$R0"
  StrCpy $Tries 0
  ${Do}
    ClearErrors
    Rename "$INSTDIR${FROM}\$File" "$INSTDIR${TO}\$File"
    ${IfNotThen} ${Errors} ${|} ${ExitDo} ${|}
    IntOp $Tries $Tries + 1
    ${If} $Tries > 25
      StrCpy $Busy "$INSTDIR\$File"
      ${ExitDo}
    ${EndIf}
    Sleep 200
  ${Loop}
!macroend
!define MoveFile "!insertmacro MoveFile"

Function SetAside
  ${If} $Busy == ""
  ${AndIf} ${FileExists} "$INSTDIR\$File"
    ${MoveFile} "" "\${OLD}"
  ${EndIf}
FunctionEnd

; What lies in a new file's place and is not the old version's is a user's: it gets another name.
Function BringNew
  ${If} $Busy == ""
    ${If} ${FileExists} "$INSTDIR\$File"
      Delete "$INSTDIR\$File${FOREIGN}"
      Rename "$INSTDIR\$File" "$INSTDIR\$File${FOREIGN}"
    ${EndIf}
    ${MoveFile} "\${NEW}" ""
  ${EndIf}
FunctionEnd

Function BringBack
  ${If} ${FileExists} "$INSTDIR\${OLD}\$File"
    Delete "$INSTDIR\$File"
    ${MoveFile} "\${OLD}" ""
  ${EndIf}
FunctionEnd

; Sets the files of a broken replacement back, and $Busy where one cannot be; it may be called again
; then. What only the new version brought goes first: as long as its list is there nothing was set back.
Function RestoreOld
  ${EachFile} "$INSTDIR\${NEW}\${LIST}"
    ${IfNot} ${FileExists} "$INSTDIR\${NEW}\$File"
    ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\$File"
      Delete "$INSTDIR\$File"
    ${EndIf}
  ${NextFile}
  Delete "$INSTDIR\${NEW}\${LIST}"
  ${EachFile} "$INSTDIR\${OLD}\${LIST}"
    Call BringBack
  ${NextFile}
  ${If} $Busy == ""
    StrCpy $File "${LIST}"
    Call BringBack
  ${EndIf}
FunctionEnd

; Puts the new files in the place of the old ones. With $Busy set it broke off; CleanUp sets back.
Function ReplaceFiles
  StrCpy $Busy ""
  StrCpy $File "${LIST}"
  Call SetAside
  ${EachFile} "$INSTDIR\${OLD}\${LIST}"
    Call SetAside
  ${NextFile}
  ${EachFile} "$INSTDIR\${NEW}\${LIST}"
    Call BringNew
  ${NextFile}
  StrCpy $File "${LIST}"
  Call BringNew
  ${If} $Busy == ""
    ${EachFile} "$INSTDIR\${OLD}\${LIST}"
      !insertmacro RemoveEmptyFolders "$INSTDIR"
    ${NextFile}
  ${EndIf}
FunctionEnd

; Sets back what an installation left that was cut short, then removes its folders, which must not be
; the current one. With $Busy set, a file could not be set back: all is kept for the next time.
Function CleanUp
  SetOutPath "$TEMP"
  StrCpy $Busy ""
  ${IfNot} ${FileExists} "$INSTDIR\${LIST}"
    Call RestoreOld
  ${EndIf}
  ${If} $Busy == ""
    RMDir /r "$INSTDIR\${NEW}"
    RMDir /r "$INSTDIR\${OLD}"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd
